package dev.sockeye.cli;

import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.server.ConnectRefusedException;
import dev.sockeye.socketio.server.Namespace;
import dev.sockeye.socketio.server.Socket;
import dev.sockeye.socketio.server.SocketIoServer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Is a server to test clients against: it sends back what it gets, in each way that there is. */
final class Echo {
    private static final String TOKEN = "let-me-in";

    private Echo() {}

    /** Gives the behaviour to the namespaces {@code /}, {@code /custom} and, for those with the token, {@code /guarded}. */
    static void install(SocketIoServer io) {
        echo(io.of("/"));
        echo(io.of("/custom"));
        echo(io.of("/guarded").use(Echo::admit));
    }

    private static void admit(Socket socket) {
        var handshake = socket.handshake();
        var given = handshake.auth("token").orElse(handshake.query().get("token"));
        if (!TOKEN.equals(given)) {
            throw new ConnectRefusedException("Not authorized", new Hint(401, "token"));
        }
    }

    private static void echo(Namespace namespace) {
        namespace.onConnection(socket -> {
            messages(namespace, socket);
            rooms(namespace, socket);
            ends(socket);
            var auth = socket.handshake().credentials();
            socket.emit("auth", auth.size() == 0 ? Map.of() : first(auth));
        });
    }

    private static void messages(Namespace namespace, Socket socket) {
        socket.on("message", (args, ack) -> socket.emit("message-back", args));
        socket.on("message-with-ack", (args, ack) -> ack.send(args));
        socket.on("record", Note.class, note -> socket.emit("record-back", note));
        socket.on("broadcast", (args, ack) -> namespace.emit("broadcast", first(args)));
        socket.on("others", (args, ack) -> socket.broadcast().emit("others", first(args)));
        socket.on("volatile", (args, ack) -> socket.asVolatile().emit("volatile-back", first(args)));
        socket.on(
                "ask",
                (args, ack) ->
                        socket.emitWithAck("question", args).thenAccept(answer -> socket.emit("answer", answer)));
        socket.on("handshake", ack -> ack.send(HandshakeReport.of(socket.handshake())));
        socket.on("burst", Integer.class, n -> {
            for (var i = 0; i < n && socket.connected(); i++) {
                socket.emit("burst", i);
            }
        });
    }

    private static void rooms(Namespace namespace, Socket socket) {
        socket.on("join", String.class, (room, ack) -> {
            socket.join(room);
            ack.send("joined");
        });
        socket.on("leave", String.class, (room, ack) -> {
            socket.leave(room);
            ack.send("left");
        });
        socket.on("room", (args, ack) -> namespace.to(args.get(0, String.class)).emit("room", element(args, 1)));
        socket.on("rooms", ack -> ack.send(socket.rooms()));
    }

    private static void ends(Socket socket) {
        socket.on(
                "kick",
                (args, ack) -> socket.disconnect(args.optional(0, Boolean.class).orElse(false)));
        socket.on("drop", () -> socket.conn().close());
    }

    private static @Nullable Object first(Args args) {
        return element(args, 0);
    }

    /** Returns an argument as it came, to be passed on untouched; null where it is missing, as in JavaScript. */
    private static @Nullable Object element(Args args, int index) {
        return index < args.size() ? args.encoded().element(index) : null;
    }

    /** Is an argument that is bound, as those of most applications are. */
    record Note(int id, String user, String room, long sentAt, boolean urgent, List<String> tags, String text) {}

    /** Is what a client without the token is told. */
    private record Hint(int code, String hint) {}
}
