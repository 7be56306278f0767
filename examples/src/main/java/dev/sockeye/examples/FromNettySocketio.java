package dev.sockeye.examples;

import dev.sockeye.engineio.server.CorsPolicy;
import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.ConnectRefusedException;
import dev.sockeye.socketio.server.Socket;
import dev.sockeye.socketio.server.SocketIoServer;
import java.time.Duration;

/** Shows in Sockeye's words what docs/migrating-from-netty-socketio.md has in its left columns. */
public final class FromNettySocketio {
    private FromNettySocketio() {}

    /** What is said. */
    public record Chat(String userName, String message) {}

    /** Starts the server. */
    public static void main(String[] args) {
        var io = server();
        var host = NettyHost.builder(io)
                .host("127.0.0.1")
                .port(9092)
                .beforeClose(io::close)
                .bind();
        Runtime.getRuntime().addShutdownHook(new Thread(host::close));
    }

    static SocketIoServer server() {
        var io = SocketIoServer.builder()
                .cors(CorsPolicy.origins("https://example.com").credentials(true))
                .engine(engine -> engine.pingInterval(Duration.ofSeconds(25))
                        .pingTimeout(Duration.ofSeconds(60))
                        .maxHttpBufferSize(64 * 1024))
                .build();
        io.onError(error -> System.err.println(error));
        io.use(FromNettySocketio::authorize);
        io.onConnection(FromNettySocketio::connected);
        io.of("/chat").onConnection(socket -> socket.join("hall"));
        return io;
    }

    private static void authorize(Socket socket) throws ConnectRefusedException {
        var handshake = socket.handshake();
        var token = handshake.auth("token").orElse(handshake.query().getOrDefault("token", ""));
        if (token.isEmpty()) {
            throw new ConnectRefusedException("unauthorized");
        }
        socket.data().put("user", token);
    }

    private static void connected(Socket socket) {
        socket.join("lobby");
        socket.on("chat", Chat.class, (chat, ack) -> {
            socket.to("lobby").emit("chat", chat);
            if (ack.wanted()) {
                ack.send("received");
            }
        });
        socket.on(
                "move",
                Integer.class,
                Integer.class,
                (x, y) -> socket.broadcast().emit("move", socket.id(), x, y));
        socket.timeout(Duration.ofSeconds(5))
                .emitWithAck("welcome", socket.data().get("user"))
                .thenAccept(answer -> System.out.println(answer.get(0, String.class)));
        socket.onDisconnect((reason, description) -> System.out.println(socket.id() + " left: " + reason));
    }
}
