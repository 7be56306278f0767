package dev.sockeye.examples;

import dev.sockeye.socketio.events.EventRefusedException;
import dev.sockeye.socketio.events.TypeRef;
import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.Socket;
import dev.sockeye.socketio.server.SocketIoServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A chat with typed handlers, answers, a packet middleware and listeners to everything. */
final class TypedChat {
    private static final Logger log = LoggerFactory.getLogger(TypedChat.class);
    private static final int LONGEST = 1_000;

    private TypedChat() {}

    record Message(String from, String text) {}

    record Receipt(int length) {}

    public static void main(String[] args) {
        var io = SocketIoServer.builder().build();
        io.onConnection(TypedChat::serve);
        NettyHost.bind(3000, io);
    }

    private static void serve(Socket socket) {
        socket.use(packet -> {
            if (packet.args().encoded().encodedSize() > LONGEST) {
                throw new EventRefusedException("too_long", "Say less", LONGEST);
            }
        });
        socket.onAny((event, args, ack) -> log.debug("got {} with {} arguments", event, args.size()));
        socket.onError(error -> log.info("{}: {}", error.kind(), error.cause().getMessage()));

        socket.onRequest("chat", Message.class, message -> {
            socket.broadcast().emit("chat", message);
            return new Receipt(message.text().length());
        });
        socket.onRequest("sum", TypeRef.rest(int.class), TypedChat::sum);
        socket.onRequest("slow", () -> CompletableFuture.supplyAsync(() -> "done"));
        socket.on("move", int.class, int.class, (x, y) -> socket.broadcast().emit("moved", socket.id(), x, y));
        socket.on("upload", String.class, byte[].class, (name, bytes, ack) -> ack.send(name, bytes.length));
        socket.on("tags", new TypeRef<List<String>>() {}, tags -> socket.data().put("tags", tags));
        socket.once("ready", () -> socket.emit("welcome", socket.id()));
        socket.on("relay", (any, ack) -> socket.broadcast().emit("relay", any));
    }

    private static int sum(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }
}
