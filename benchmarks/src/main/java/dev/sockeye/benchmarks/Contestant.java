package dev.sockeye.benchmarks;

import dev.sockeye.cli.load.LoadSettings;
import dev.sockeye.cli.load.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Is a server that can be started to be measured.
 *
 * @param id a short name
 * @param about what it is, for people
 * @param quick whether it belongs to the quick mode
 * @param eio what its clients speak
 * @param without rows that it can't run
 * @param command starts it
 * @param binaryCommand starts it for binary messages, which one of them wants to know beforehand
 * @param folder where it starts
 */
record Contestant(
        String id,
        String about,
        boolean quick,
        int eio,
        Set<String> without,
        List<String> command,
        List<String> binaryCommand,
        Path folder) {
    private static final Set<String> WEBSOCKET_ONLY = Set.of("polling", "handshake-polling", "upgraded");

    /** Returns all that can be started here; what has to be installed first is left out with a word why. */
    static List<Contestant> all(Path benchmarks, List<String> missing) {
        var jdks = Jdk.installed();
        var baseline = jdks.stream()
                .filter(jdk -> jdk.feature() == 17)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no JDK 17 beside the one that runs this"));
        var newest = jdks.get(jdks.size() - 1);
        var all = new ArrayList<Contestant>();
        all.add(java("hand", "bare Netty, hand-made frames, no Socket.IO", true, baseline, "hand", Set.of()));
        all.add(java("stock", "Netty's WebSocket handlers, no Socket.IO", false, baseline, "stock", WEBSOCKET_ONLY));
        all.add(java("sockeye-17", "Sockeye, JDK " + baseline.version(), true, baseline, "sockeye", Set.of()));
        all.add(java("sockeye-17-io", "the same, handlers on I/O threads", true, baseline, "sockeye-io", Set.of()));
        if (newest.feature() > 17) {
            var name = "sockeye-" + newest.feature();
            all.add(java(name, "Sockeye, JDK " + newest.version(), false, newest, "sockeye", Set.of()));
            all.add(java(name + "-io", "the same, handlers on I/O threads", false, newest, "sockeye-io", Set.of()));
        }
        others(benchmarks.resolve("peers"), baseline, all, missing);
        return all;
    }

    private static void others(Path peers, Jdk jdk, List<Contestant> all, List<String> missing) {
        var socketio = peers.resolve("netty-socketio");
        if (Files.isDirectory(socketio.resolve("target/lib"))) {
            var command = List.of(jdk.java(), "-cp", "target/classes:target/lib/*", "peer.NettySocketio");
            var binary = new ArrayList<>(command);
            binary.add("binary");
            all.add(new Contestant(
                    "netty-socketio", "netty-socketio 2.0.14", true, 4, Set.of(), command, binary, socketio));
        } else {
            missing.add("netty-socketio is not built: mvn -f benchmarks/peers/netty-socketio package");
        }
        var node = peers.resolve("node");
        if (Files.isDirectory(node.resolve("node_modules"))) {
            all.add(node("node4", "socket.io 4.8.4", 4, node));
            all.add(node("node2", "socket.io 2.5.1", 3, node));
        } else {
            missing.add("the servers in Node are not installed: npm ci --prefix benchmarks/peers/node");
        }
    }

    private static Contestant java(String id, String about, boolean quick, Jdk jdk, String peer, Set<String> without) {
        var command = new ArrayList<>(List.of(jdk.java()));
        if (jdk.feature() >= 24) {
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.sockeye.benchmarks.peer.Peer", peer));
        return new Contestant(id, about, quick, 4, without, command, command, Path.of("."));
    }

    private static Contestant node(String id, String about, int eio, Path folder) {
        var command = List.of("node", "server.mjs", id.substring("node".length()));
        return new Contestant(id, about, id.equals("node4"), eio, Set.of(), command, command, folder);
    }

    /** Starts it for a row. */
    Server start(boolean binary) {
        return Server.start(binary ? binaryCommand : command, folder);
    }

    /** Begins the settings of a load that a server of it is put under. */
    LoadSettings.Builder load(Server server, Scenario scenario) {
        return LoadSettings.builder(server.url(), scenario).eio(eio).serverPid(server.pid());
    }

    /** Tells whether binary messages need a server of their own. */
    boolean minds() {
        return !command.equals(binaryCommand);
    }
}
