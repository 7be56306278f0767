package dev.sockeye.benchmarks.peer;

import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.events.HandlerExecutor;
import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.Socket;
import dev.sockeye.socketio.server.SocketIoServer;
import java.util.List;
import java.util.Optional;

/** Is Sockeye with the load's events. Stateless. */
final class SockeyePeer {
    private SockeyePeer() {}

    /** Starts it; without an executor handlers run where they do by default. Returns the port. */
    static int start(Optional<HandlerExecutor> handlers) {
        var builder = SocketIoServer.builder();
        handlers.ifPresent(builder::handlerExecutor);
        var io = builder.build();
        io.onConnection(socket -> {
            socket.on("message", (args, ack) -> socket.emit("message-back", args));
            socket.on("message-with-ack", (args, ack) -> ack.send(args));
            socket.on("record", Note.class, note -> socket.emit("record-back", note));
            socket.on("broadcast", (args, ack) -> io.emit("broadcast", args));
            rooms(io, socket);
        });
        return NettyHost.builder(io).host("127.0.0.1").port(0).bind().port();
    }

    private static void rooms(SocketIoServer io, Socket socket) {
        socket.on("join", String.class, (room, ack) -> {
            socket.join(room);
            ack.send("joined");
        });
        socket.on("room", (args, ack) -> io.to(args.get(0, String.class)).emit("room", second(args)));
    }

    private static Object second(Args args) {
        return args.encoded().element(1);
    }

    /** Is what most applications do with an argument. */
    record Note(int id, String user, String room, long sentAt, boolean urgent, List<String> tags, String text) {}
}
