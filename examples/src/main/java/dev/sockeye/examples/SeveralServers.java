package dev.sockeye.examples;

import dev.sockeye.engineio.server.EngineOptions;
import dev.sockeye.engineio.server.EngineServer;
import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.SocketIoServer;
import java.util.concurrent.CompletableFuture;

/** Two Socket.IO servers on one port; the second one on an engine that was made before. */
final class SeveralServers {
    private SeveralServers() {}

    public static void main(String[] args) {
        var chat = SocketIoServer.builder().path("/chat").build();
        chat.onConnection(socket -> socket.emit("hello", "chat"));

        var engine = new EngineServer(EngineOptions.builder().path("/news").build());
        var news = SocketIoServer.builder().engine(engine).build();
        news.onConnection(socket -> socket.emit("hello", "news"));

        NettyHost.builder(HttpHandler.firstOf(chat, news))
                .port(3000)
                .beforeClose(() -> CompletableFuture.allOf(chat.close(), news.close()))
                .bind();
    }
}
