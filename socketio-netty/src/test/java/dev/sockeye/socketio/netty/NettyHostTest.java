package dev.sockeye.socketio.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.testkit.RawHeader;
import dev.sockeye.testkit.RawHttp;
import dev.sockeye.testkit.RawWebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NettyHostTest {
    private final ToyHandler handler = new ToyHandler();
    private final NettyHost host =
            NettyHost.builder(handler).host("127.0.0.1").threads(2).bind();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void tellsItsHandlersThatItListens() {
        var fallback = new ToyHandler();
        try (var other = NettyHost.builder(HttpHandler.firstOf(handler))
                .fallback(fallback)
                .host("127.0.0.1")
                .bind()) {
            assertThat(other.port()).isPositive();
            assertThat(handler.listening).contains(false);
            assertThat(fallback.listening).contains(false);
        }
    }

    @Test
    void answersRequestsOnOneConnection() {
        try (var client = RawHttp.connect(host.port())) {
            assertThat(client.get("/toy/a?b=c").response().text()).isEqualTo("toy /toy/a?b=c");
            assertThat(client.post("/toy/echo", "hällo").response().text()).isEqualTo("hällo");
            assertThat(client.get("/other").response().status()).isEqualTo(404);
            assertThat(client.post("/toy/late", "later").response().text()).isEqualTo("later");
        }
    }

    @Test
    void tellsOneLengthWhateverTheHandlerTells() {
        try (var client = RawHttp.connect(host.port())) {
            var answer = client.get("/toy/lengths").response();

            assertThat(answer.text()).isEqualTo("seven!!");
            assertThat(answer.header("X-Toy")).contains("yes");
            assertThat(answer.headers())
                    .filteredOn(header -> header.name().equalsIgnoreCase("Content-Length"))
                    .extracting(RawHeader::value)
                    .containsExactly("7");
            assertThat(client.get("/toy/next").response().text()).isEqualTo("toy /toy/next");
        }
    }

    @Test
    void sendsWhatAHandlerAnsweredBeforeItFailed() {
        try (var client = RawHttp.connect(host.port())) {
            assertThat(client.get("/toy/answer-and-throw").response().text()).isEqualTo("said");
            assertThat(client.connection().closesWithin(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void sendsWhatABodyListenerAnsweredBeforeItFailed() {
        try (var client = RawHttp.connect(host.port())) {
            client.post("/toy/refuse-and-throw", "x".repeat((int) ToyHandler.LIMIT + 1));

            assertThat(client.response().text()).isEqualTo("too much");
            assertThat(client.connection().closesWithin(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void takesTheFirstOfTwoAnswers() {
        try (var client = RawHttp.connect(host.port())) {
            assertThat(client.get("/toy/twice").response().text()).isEqualTo("first");
            assertThat(client.get("/toy/next").response().text()).isEqualTo("toy /toy/next");
            assertThat(handler.events)
                    .containsExactly(
                            "GET /toy/twice",
                            "second java.nio.channels.ClosedChannelException",
                            "handled",
                            "first null",
                            "GET /toy/next");
        }
    }

    @Test
    void echoesFramesOfAllSizes() {
        handler.options = new dev.sockeye.engineio.server.host.WebSocketOptions(2_000_000, false, 0);
        try (var client = RawWebSocket.open(host.port(), "/toy/ws")) {
            assertThat(client.handshake().header("X-Toy")).contains("yes");
            for (var size : new int[] {0, 1, 125, 126, 127, 65535, 65536, 70000, 1_500_000}) {
                var text = "x".repeat(size);
                client.send(text);
                assertThat(client.next().text()).isEqualTo(text);
                client.send(text.getBytes(StandardCharsets.UTF_8));
                assertThat(client.next().payload()).hasSize(size);
            }
        }
    }
}
