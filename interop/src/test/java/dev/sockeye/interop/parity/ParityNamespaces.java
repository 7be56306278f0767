package dev.sockeye.interop.parity;

import dev.sockeye.socketio.server.ConnectRefusedException;
import dev.sockeye.socketio.server.Handshake;
import dev.sockeye.socketio.server.Namespace;
import dev.sockeye.socketio.server.ParentNamespace;
import dev.sockeye.socketio.server.ServerError;
import dev.sockeye.socketio.server.Socket;
import dev.sockeye.socketio.server.SocketIoServer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Makes the namespaces of the test server, and keeps what is seen from there. Thread-safe. */
final class ParityNamespaces {
    final SocketIoServer io;
    private final int index;
    /** The origins of all nodes. */
    final List<String> urls;

    final Map<String, ParentNamespace> parents = new ConcurrentHashMap<>();
    final Queue<String> created = new ConcurrentLinkedQueue<>();
    /** What other nodes have said. */
    final Queue<List<Object>> heard = new ConcurrentLinkedQueue<>();

    final Queue<ServerError.Kind> errors = new ConcurrentLinkedQueue<>();

    /** Is what a refused client is told. */
    private record Reason(int code, List<String> why) {}

    ParityNamespaces(SocketIoServer io, int index, List<String> urls) {
        this.io = io;
        this.index = index;
        this.urls = urls;
    }

    void install() {
        io.onError(error -> errors.add(error.kind()));
        io.onNewNamespace(namespace -> created.add(namespace.name()));
        serve(io.of("/"));
        io.of("/").onServerSide("server-side", (args, ack) -> {
            heard.add(Call.values(args));
            ack.send("node " + index, "ignored");
        });
        serve(io.of("other"));
        serve(io.of("/refusing").use(socket -> {
            throw new ConnectRefusedException("no entry", new Reason(7, List.of("a", "b")));
        }));
        serve(io.of("/refusing-plainly").use(socket -> {
            throw new ConnectRefusedException("no entry");
        }));
        serve(io.of("/throwing").use(socket -> {
            throw new IllegalStateException("a detail that clients must not see");
        }));
        serve(io.of("/silent").use((socket, next) -> {}));
        serve(io.of("/slow").useAsync(ParityNamespaces::slowly));
        chain();
        dynamic();
    }

    private void serve(Namespace namespace) {
        namespace.onConnection(this::serve);
    }

    void serve(Socket socket) {
        new Operations(this, socket).install();
        watch(socket);
    }

    /** Tells those who are in the room {@code watch:<id>} of the main namespace how a socket ended. */
    private void watch(Socket socket) {
        var before = new ConcurrentHashMap<String, Object>();
        socket.onDisconnecting(reason -> before.put("disconnecting", state(socket)));
        socket.onDisconnect(reason -> io.to("watch:" + socket.id())
                .emit(
                        "gone",
                        Map.of(
                                "reason",
                                reason.text(),
                                "disconnecting",
                                before.getOrDefault("disconnecting", "nothing"),
                                "disconnect",
                                state(socket))));
    }

    private static Map<String, Object> state(Socket socket) {
        return Map.of(
                "connected", socket.connected(),
                "rooms", socket.rooms(),
                "listed", socket.namespace().socket(socket.id()).isPresent());
    }

    private static CompletableFuture<Void> slowly(Socket socket) {
        socket.join("early");
        socket.emit("from-middleware", socket.connected());
        // Does nothing before the socket is connected.
        socket.disconnect();
        var wait = Integer.parseInt(given(socket.handshake(), "wait"));
        return CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS));
    }

    private void chain() {
        var chain = io.of("/chain");
        for (var step : List.of("one", "two", "three")) {
            chain.use((socket, next) -> {
                socket.data().merge("steps", step, (before, more) -> before + " " + more);
                next.proceed();
            });
        }
        serve(chain);
    }

    private void dynamic() {
        parent("rooms", io.of(Pattern.compile("/room-\\d+"))).use(socket -> {
            if ("yes".equals(given(socket.handshake(), "banned"))) {
                throw new ConnectRefusedException("banned");
            }
        });
        // The first parent that says yes gets the child, so that this one sees rooms without a number only.
        parent("words", io.of((name, handshake) -> name.startsWith("/room-")));
        parent(
                "tenants",
                io.ofAsync((name, handshake) -> CompletableFuture.supplyAsync(
                        () -> name.equals("/tenant-" + given(handshake, "tenant")),
                        CompletableFuture.delayedExecutor(30, TimeUnit.MILLISECONDS))));
        parent("broken", io.of((name, handshake) -> {
            if (name.startsWith("/broken-")) {
                throw new IllegalStateException("a matcher that fails");
            }
            return false;
        }));
    }

    private ParentNamespace parent(String key, ParentNamespace parent) {
        parents.put(key, parent);
        return parent.use(socket -> socket.data().put("parent", key)).onConnection(this::serve);
    }

    /** Returns what clients of both generations can say in their own way: a member of auth, or of the query. */
    private static String given(Handshake handshake, String name) {
        return handshake.auth(name).orElseGet(() -> handshake.query().getOrDefault(name, ""));
    }
}
