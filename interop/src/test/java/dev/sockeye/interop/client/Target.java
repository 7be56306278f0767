package dev.sockeye.interop.client;

import dev.sockeye.socketio.client.ClientProtocol;
import java.util.ArrayList;
import java.util.List;

/** Names a kind of server and the revision that a client speaks with it. */
enum Target {
    OFFICIAL_2(2, ClientProtocol.V4),
    OFFICIAL_3(3, ClientProtocol.V5),
    OFFICIAL_4(4, ClientProtocol.V5),
    SOCKEYE_TO_OLD_CLIENTS(0, ClientProtocol.V4),
    SOCKEYE(0, ClientProtocol.V5);

    private final int generation;
    private final ClientProtocol protocol;

    Target(int generation, ClientProtocol protocol) {
        this.generation = generation;
        this.protocol = protocol;
    }

    ClientProtocol protocol() {
        return protocol;
    }

    boolean official() {
        return generation > 0;
    }

    /** Tells whether servers of this kind keep what a lost client misses. */
    boolean recovers() {
        return this == OFFICIAL_4 || this == SOCKEYE;
    }

    /** Tells whether the server speaks with clients of protocol 4. */
    boolean old() {
        return protocol == ClientProtocol.V4;
    }

    /** Returns the line that starts a server. */
    List<String> command(String program, List<String> options) {
        var line = new ArrayList<String>();
        if (official()) {
            line.addAll(List.of("node", program, "--generation", String.valueOf(generation)));
        } else {
            line.addAll(List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ExamServer.class.getName()));
        }
        line.addAll(options);
        return line;
    }
}
