package dev.sockeye.examples;

import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.ConnectRefusedException;
import dev.sockeye.socketio.server.SocketIoServer;
import java.time.Duration;
import java.util.Map;

/** A namespace that admits only those who know a token, and asks each of them a question. */
final class GuardedNamespace {
    private GuardedNamespace() {}

    public static void main(String[] args) {
        var io = SocketIoServer.builder()
                .engine(engine -> engine.pingInterval(Duration.ofSeconds(10)))
                .build();
        io.onError(error -> System.err.println(error.kind() + ": " + error.cause()));

        var admin = io.of("/admin");
        admin.use(socket -> {
            var token = socket.handshake().auth("token").orElse("");
            if (!token.equals("let-me-in")) {
                throw new ConnectRefusedException("Not authorized", Map.of("code", 401));
            }
        });
        admin.onConnection(socket -> socket.timeout(Duration.ofSeconds(5))
                .emitWithAck("question", "Who are you?")
                .thenAccept(answer -> socket.data().put("name", answer.get(0, String.class)))
                .exceptionally(failure -> {
                    socket.disconnect();
                    return null;
                }));

        NettyHost.bind(3000, io);
    }
}
