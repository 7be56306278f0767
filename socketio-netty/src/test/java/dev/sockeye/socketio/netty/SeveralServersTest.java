package dev.sockeye.socketio.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.server.CloseReason;
import dev.sockeye.engineio.server.EngineOptions;
import dev.sockeye.engineio.server.EngineServer;
import dev.sockeye.engineio.server.Session;
import dev.sockeye.engineio.server.SessionListener;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.HttpExchange;
import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.engineio.server.host.Response;
import dev.sockeye.socketio.server.SocketIoServer;
import dev.sockeye.testkit.RawHttp;
import dev.sockeye.testkit.RawWebSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeveralServersTest {
    private static final String WS = "?EIO=4&transport=websocket";

    @Test
    void twoServersAnEngineAndTheApplicationShareAPort() throws Exception {
        var chat = SocketIoServer.builder().path("/chat").build();
        chat.onConnection(socket -> socket.emit("from", "chat"));
        var attached = new EngineServer(EngineOptions.builder().path("/news").build());
        var news = SocketIoServer.builder().engine(attached).build();
        news.onConnection(socket -> socket.emit("from", "news"));
        var engine = new EngineServer(EngineOptions.builder().path("/raw").build());
        engine.onConnection(session -> session.listener(new Echo(session)));

        var all = HttpHandler.firstOf(chat, news, engine, new Hello());
        try (var host = NettyHost.builder(all).host("127.0.0.1").bind();
                var toChat = RawWebSocket.open(host.port(), "/chat/" + WS);
                var toNews = RawWebSocket.open(host.port(), "/news/" + WS);
                var toEngine = RawWebSocket.open(host.port(), "/raw/" + WS);
                var http = RawHttp.connect(host.port())) {
            for (var client : List.of(toChat, toNews, toEngine)) {
                assertThat(client.next().text()).startsWith("0{");
            }
            toChat.send("40");
            toNews.send("40");
            toEngine.send("4hello");

            assertThat(toChat.next().text()).startsWith("40{");
            assertThat(toChat.next().text()).isEqualTo("42[\"from\",\"chat\"]");
            assertThat(toNews.next().text()).startsWith("40{");
            assertThat(toNews.next().text()).isEqualTo("42[\"from\",\"news\"]");
            assertThat(toEngine.next().text()).isEqualTo("4hello");
            assertThat(http.get("/hello").response().text()).isEqualTo("Hello");
            assertThat(http.get("/nobody").response().status()).isEqualTo(404);

            assertThat(news.options().engine().path()).isEqualTo("/news");
            news.close().get(10, TimeUnit.SECONDS);
            assertThat(attached.sessionCount()).isZero();
            assertThat(toNews.closeCode()).isEqualTo(1001);
            assertThat(engine.sessionCount()).isEqualTo(1);
            chat.close().get(10, TimeUnit.SECONDS);
            engine.close().get(10, TimeUnit.SECONDS);
        }
    }

    private record Echo(Session session) implements SessionListener {
        @Override
        public void onMessage(Message message) {
            session.send(List.of(message));
        }

        @Override
        public void onClose(CloseReason reason, @Nullable String description) {}
    }

    private static final class Hello implements HttpHandler {
        @Override
        public boolean matches(String rawTarget) {
            return rawTarget.equals("/hello");
        }

        @Override
        public void handle(HttpExchange exchange) {
            exchange.respond(new Response(200, Headers.empty(), Bytes.utf8("Hello")));
        }
    }
}
