package dev.sockeye.interop.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.cli.EmbeddedServer;
import dev.sockeye.testkit.RawClosedException;
import dev.sockeye.testkit.RawFrame;
import dev.sockeye.testkit.RawHttp;
import dev.sockeye.testkit.RawWebSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Is the server under attack, with one innocent client that stays connected to it. Confined to one thread. */
final class Victim implements AutoCloseable {
    private final EmbeddedServer server;
    private final int port;
    private final RawWebSocket innocent;
    private int rounds;

    private Victim(EmbeddedServer server, int port) {
        this.server = server;
        this.port = port;
        this.innocent = newcomer();
    }

    static Victim start() {
        var server = EmbeddedServer.start("echo", List.of("--port", "0"));
        return new Victim(server, URI.create(server.url()).getPort());
    }

    int port() {
        return port;
    }

    /** Opens a polling session and returns its id. */
    static String open(int port, int revision) {
        try (var http = RawHttp.connect(port)) {
            var text = http.get("/socket.io/?EIO=" + revision + "&transport=polling")
                    .response()
                    .text();
            var start = text.indexOf("\"sid\":\"") + 7;
            return text.substring(start, text.indexOf('"', start));
        }
    }

    /** Checks that who was there still gets echoes, and that a newcomer is served. */
    void assertUnharmed() {
        echo(innocent, "innocent " + rounds++);
        try (var newcomer = newcomer()) {
            echo(newcomer, "newcomer");
        }
    }

    /** Answers the server's close frame and checks that the connection then ends. */
    static void assertEnds(RawWebSocket socket) {
        try {
            socket.send(RawFrame.close(1000));
        } catch (RawClosedException cut) {
            return; // Sooner than we could answer.
        }
        assertThat(socket.connection().closesWithin(Duration.ofSeconds(2))).isTrue();
    }

    private RawWebSocket newcomer() {
        var socket = RawWebSocket.open(port, "/socket.io/?EIO=3&transport=websocket");
        assertThat(socket.next().text()).startsWith("0{\"sid\":");
        assertThat(socket.next().text()).isEqualTo("40");
        assertThat(socket.next().text()).startsWith("42[\"auth\",");
        return socket;
    }

    private static void echo(RawWebSocket socket, String text) {
        socket.send("42[\"message\",\"" + text + "\"]");
        assertThat(socket.next().text()).isEqualTo("42[\"message-back\",\"" + text + "\"]");
    }

    @Override
    public void close() {
        innocent.close();
        server.close();
    }
}
