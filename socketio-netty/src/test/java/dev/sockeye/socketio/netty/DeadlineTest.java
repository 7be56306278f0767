package dev.sockeye.socketio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Frame;
import dev.sockeye.testkit.RawConnection;
import dev.sockeye.testkit.RawHttp;
import dev.sockeye.testkit.RawWebSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private final ToyHandler handler = new ToyHandler();
    private final NettyHost host = NettyHost.builder(handler)
            .host("127.0.0.1")
            .threads(1)
            .limits(HostLimits.of(limits -> limits.firstByte(SHORT)
                    .head(SHORT)
                    .body(SHORT)
                    .idle(SHORT)
                    .closing(SHORT)
                    .write(SHORT)
                    .connections(20)))
            .bind();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void closesConnectionsThatSayNothing() {
        try (var client = RawConnection.connect(host.port())) {
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void tellsClientsThatTheirHeadIsLateThoughItDrips() {
        try (var client = RawConnection.connect(host.port())) {
            client.send("GET /toy HTTP/1.1\r\n");
            for (var i = 0; i < 40 && !client.stirsWithin(Duration.ofMillis(20)); i++) {
                client.send("A: b\r\n");
            }
            assertThat(new String(client.readToEnd(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void tellsClientsThatTheirBodyIsLate() {
        try (var client = RawHttp.connect(host.port())) {
            client.connection().send("POST /toy/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345");
            assertThat(client.response().status()).isEqualTo(408);
            assertThat(client.connection().closesWithin(Duration.ofSeconds(1))).isTrue();
            assertThat(handler.events).contains("body aborted");
        }
    }

    @Test
    void letsBodiesTakeLongerThatKeepTheirRate() {
        try (var slow = NettyHost.builder(handler)
                        .host("127.0.0.1")
                        .threads(1)
                        .limits(HostLimits.of(limits -> limits.body(SHORT).bodyRate(100)))
                        .bind();
                var client = RawHttp.connect(slow.port())) {
            client.connection().send("POST /toy/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 250\r\n\r\n");
            for (var i = 0; i < 5; i++) {
                client.connection().send("x".repeat(50));
                assertThat(i == 4 || client.silentFor(Duration.ofMillis(100))).isTrue();
            }
            assertThat(client.response().body()).hasSize(250);
        }
    }

    @Test
    void closesIdleConnections() {
        try (var client = RawHttp.connect(host.port())) {
            assertThat(client.get("/toy").response().status()).isEqualTo(200);
            assertThat(client.connection().readToEnd()).isEmpty();
        }
    }

    @Test
    void leavesAnExchangeAllItsTimeAndNoticesItsEnd() {
        var client = RawHttp.connect(host.port()).get("/toy/hold");
        assertThat(client.silentFor(Duration.ofMillis(700))).isTrue();

        client.close();

        await().atMost(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(handler.events).contains("aborted"));
        await().untilAsserted(() -> assertThat(host.connections()).isZero());
    }

    @Test
    void answersAPeerThatHasJustClosedItsSendingHalf() {
        try (var client = RawHttp.connect(host.port()).get("/toy/hold")) {
            await().until(() -> !handler.held.isEmpty());
            var exchange = handler.held.remove();
            // On the loop, so that the answer comes between the end of the input and its deadline.
            exchange.lane().execute(() -> {
                client.connection().shutdownOutput();
                exchange.lane()
                        .schedule(() -> exchange.respond(ToyHandler.text("in time", false)), Duration.ofMillis(5));
            });

            assertThat(client.response().text()).isEqualTo("in time");
            assertThat(client.connection().closesWithin(SHORT)).isTrue();
        }
    }

    @Test
    void noticesAResetDuringAnExchange() {
        var client = RawHttp.connect(host.port()).get("/toy/hold");
        await().until(() -> !handler.held.isEmpty());
        client.connection().reset();

        await().untilAsserted(() -> assertThat(handler.events).contains("aborted"));
        handler.held.remove().respond(ToyHandler.text("too late", false));
        await().untilAsserted(() -> assertThat(host.connections()).isZero());
    }

    @Test
    void noticesAClientThatGoesInTheMiddleOfItsBody() {
        var client = RawHttp.connect(host.port());
        client.connection().send("POST /toy/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345");
        await().until(() -> handler.events.contains("POST /toy/echo"));
        client.close();

        await().atMost(SHORT).untilAsserted(() -> assertThat(handler.events).contains("body aborted"));
    }

    @Test
    void closesAWebSocketWhosePeerDoesNotAnswerTheClose() {
        try (var client = RawWebSocket.open(host.port(), "/toy/ws")) {
            await().until(() -> !handler.channels.isEmpty());
            handler.onLane(channel -> channel.close(1001, "going"));
            assertThat(client.closeCode()).isEqualTo(1001);
            assertThat(client.connection().closesWithin(Duration.ofSeconds(1))).isTrue();
        }
        await().untilAsserted(() -> assertThat(handler.events).contains("close 1001"));
    }

    @Test
    void closesThoseWhoDoNotReadTheirAnswer() throws IOException {
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), host.port()));
            socket.getOutputStream()
                    .write("GET /toy/big HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            await().until(() -> handler.events.contains("GET /toy/big"));

            await().atMost(Duration.ofSeconds(3))
                    .untilAsserted(() -> assertThat(host.connections()).isZero());
        }
    }

    @Test
    void endsAWebSocketWhosePeerTakesNothing() {
        try (var client = RawWebSocket.open(host.port(), "/toy/ws")) {
            await().until(() -> !handler.channels.isEmpty());
            var pending = new AtomicLong();
            handler.onLane(channel -> {
                channel.send(
                        List.of(Frame.binary(Bytes.wrap(new byte[20_000_000]), true)),
                        failure -> handler.events.add(failure == null ? "sent" : "not sent"));
                pending.set(channel.pendingBytes());
            });

            await().atMost(Duration.ofSeconds(3))
                    .untilAsserted(() -> assertThat(host.connections()).isZero());

            assertThat(handler.events).contains("not sent", "close 1006").doesNotContain("sent");
            assertThat(client.connection().socket().isConnected()).isTrue();
            assertThat(pending.get()).isBetween(1_000_000L, 20_100_000L);
        }
    }

    @Test
    void lastsWhileItsPeerTakesSomething() {
        try (var client = RawWebSocket.open(host.port(), "/toy/ws")) {
            await().until(() -> !handler.channels.isEmpty());
            handler.onLane(channel -> channel.send(
                    List.of(Frame.binary(Bytes.wrap(new byte[20_000_000]), true), Frame.text("end")),
                    failure -> handler.events.add(failure == null ? "sent" : "not sent")));

            client.connection().read(10);
            for (var i = 0; i < 20; i++) {
                assertThat(client.connection().read(1_000_000)).isEqualTo(new byte[1_000_000]);
                assertThat(client.connection().stirsWithin(Duration.ofMillis(1)))
                        .isTrue();
                await().pollDelay(Duration.ofMillis(40)).until(() -> true);
            }

            assertThat(client.next().text()).isEqualTo("end");
            await().untilAsserted(() -> assertThat(handler.events).contains("sent"));
        }
    }

    @Test
    void refusesConnectionsBeyondTheLimit() {
        var clients = new java.util.ArrayList<RawWebSocket>();
        for (var i = 0; i < 20; i++) {
            clients.add(RawWebSocket.open(host.port(), "/toy/ws"));
        }
        try (var client = RawConnection.connect(host.port())) {
            assertThat(new String(client.readToEnd(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 503 ");
        }
        clients.forEach(RawWebSocket::close);
        await().untilAsserted(() -> assertThat(host.connections()).isZero());
        RawWebSocket.open(host.port(), "/toy/ws").close();
    }
}
