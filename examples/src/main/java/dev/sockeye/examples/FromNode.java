package dev.sockeye.examples;

import dev.sockeye.engineio.server.CorsPolicy;
import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.ConnectRefusedException;
import dev.sockeye.socketio.server.Socket;
import dev.sockeye.socketio.server.SocketIoServer;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** Shows in Java what docs/coming-from-node.md has in its left column. */
public final class FromNode {
    private FromNode() {}

    /** What is said. */
    public record Message(String text) {}

    /** Starts the server. */
    public static void main(String[] args) {
        NettyHost.bind(3000, server());
    }

    static SocketIoServer server() {
        var io = SocketIoServer.builder()
                .cors(CorsPolicy.origins("https://example.com"))
                .build();
        io.use(FromNode::authenticate);
        io.onConnection(FromNode::connected);
        io.of(Pattern.compile("/tenant-\\d+"))
                .onConnection(socket -> socket.emit("tenant", socket.namespace().name()));
        io.of((name, handshake) ->
                name.startsWith("/user-") && handshake.auth("user").isPresent());
        io.onNewNamespace(namespace -> System.out.println(namespace.name()));
        io.of("/").onServerSide("hello", Integer.class, number -> System.out.println(number));
        io.of("/").onServerSide("load", ack -> ack.send(io.sockets().size()));
        return io;
    }

    private static void authenticate(Socket socket) throws ConnectRefusedException {
        var token = socket.handshake().auth("token").orElse("");
        if (token.isEmpty()) {
            throw new ConnectRefusedException("unauthorized", Map.of("status", 401));
        }
        socket.data().put("token", token);
    }

    private static void connected(Socket socket) {
        socket.join("lobby");
        socket.on("chat", Message.class, (message, ack) -> {
            socket.broadcast().emit("chat", message);
            ack.send("ok");
        });
        socket.on("log", (args, ack) -> System.out.println(args.get(0, String.class)));
        socket.use((packet, next) -> next.proceed());
        socket.onAny((event, args, ack) -> System.out.println(event));
        socket.timeout(Duration.ofSeconds(5))
                .emitWithAck("ask", 1)
                .thenAccept(answer -> System.out.println(answer.get(0, String.class)));
        socket.asVolatile().emit("position", 1, 2);
        socket.onDisconnect((reason, description) -> System.out.println(reason + " " + description.orElse("")));
    }

    static void operators(SocketIoServer io) {
        io.timeout(Duration.ofSeconds(5))
                .emitWithAck("ask")
                .thenAccept(acks -> System.out.println(acks.values(String.class) + ", missing: " + acks.missing()));
        io.in("lobby").fetchSockets().thenAccept(sockets -> sockets.forEach(socket -> System.out.println(socket.id())));
        io.in("lobby").socketsJoin("hall");
        io.in("hall").disconnectSockets();
        io.serverSideEmit("hello", 1);
        io.serverSideEmitWithAck("load").thenAccept(answers -> System.out.println(answers.values(Integer.class)));
    }
}
