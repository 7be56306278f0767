package dev.sockeye.examples;

import dev.sockeye.engineio.server.CorsPolicy;
import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.SocketIoServer;

/** The server of the README: a chat of one room, for clients of both generations. */
final class QuickStart {
    private QuickStart() {}

    record Message(String from, String text) {}

    public static void main(String[] args) {
        var io = SocketIoServer.builder()
                .cors(CorsPolicy.origins("https://example.com").credentials(true))
                .build();

        io.onConnection(socket -> {
            socket.join("lobby");
            socket.on("chat", Message.class, (message, ack) -> {
                socket.to("lobby").emit("chat", message);
                ack.send("delivered");
            });
            socket.onDisconnect(reason -> socket.to("lobby").emit("left", socket.id(), reason.text()));
        });

        NettyHost.bind(3000, io);
    }
}
