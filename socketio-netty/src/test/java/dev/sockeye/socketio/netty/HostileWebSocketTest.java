package dev.sockeye.socketio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.engineio.server.host.WebSocketOptions;
import dev.sockeye.testkit.RawConnection;
import dev.sockeye.testkit.RawFrame;
import dev.sockeye.testkit.RawWebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileWebSocketTest {
    private final ToyHandler handler = new ToyHandler();
    private final NettyHost host =
            NettyHost.builder(handler).host("127.0.0.1").threads(1).bind();

    @AfterEach
    void close() {
        host.close();
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                violation(1002, "unmasked", new RawFrame(true, 0, 1, false, new byte[3])),
                violation(1002, "reserved bit", new RawFrame(true, 4, 1, true, new byte[3])),
                violation(1002, "reserved opcode", new RawFrame(true, 0, 5, true, new byte[3])),
                violation(1002, "fragmented ping", new RawFrame(false, 0, 9, true, new byte[3])),
                violation(1002, "long ping", new RawFrame(true, 0, 9, true, new byte[126])),
                violation(1002, "orphan", new RawFrame(true, 0, 0, true, new byte[3])),
                violation(1002, "close code 1005", RawFrame.close(1005)),
                violation(1002, "close of one byte", RawFrame.of(RawFrame.CLOSE, new byte[1])),
                violation(1007, "invalid text", RawFrame.of(RawFrame.TEXT, new byte[] {(byte) 0xC0, (byte) 0x80})),
                violation(1009, "too big", RawFrame.of(RawFrame.BINARY, new byte[100_001])));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("violations")
    void failsOneConnectionAndNoOther(int code, String name, RawFrame frame) {
        try (var innocent = RawWebSocket.open(host.port(), "/toy/ws");
                var hostile = RawWebSocket.open(host.port(), "/toy/ws")) {
            hostile.send(frame);

            assertThat(hostile.closeCode()).isEqualTo(code);
            assertThat(hostile.connection().closesWithin(Duration.ofSeconds(1))).isTrue();
            await().untilAsserted(() -> assertThat(handler.events).contains("close " + code));
            innocent.send("still here");
            assertThat(innocent.next().text()).isEqualTo("still here");
        }
    }

    @Test
    void answersCloseFramesAndEndsTheConnection() {
        try (var client = RawWebSocket.open(host.port(), "/toy/ws")) {
            client.send(RawFrame.close(1000)).send("ignored");

            assertThat(client.closeCode()).isEqualTo(1000);
            assertThat(client.connection().closesWithin(Duration.ofSeconds(1))).isTrue();
        }
        await().untilAsserted(() -> assertThat(handler.events).contains("close 1000"));
    }

    @Test
    void notesConnectionsThatAreLost() {
        RawWebSocket.open(host.port(), "/toy/ws").close();
        await().untilAsserted(() -> assertThat(handler.events).contains("close 1006"));
        handler.events.clear();

        var client = RawWebSocket.open(host.port(), "/toy/ws");
        client.connection().reset();
        await().untilAsserted(() -> assertThat(handler.events).contains("close 1006"));

        handler.events.clear();
        try (var half = RawWebSocket.open(host.port(), "/toy/ws")) {
            half.connection().shutdownOutput();
            await().untilAsserted(() -> assertThat(handler.events).contains("close 1006"));
            assertThat(half.connection().closesWithin(Duration.ofSeconds(1))).isTrue();
        }
        await().untilAsserted(() -> assertThat(host.connections()).isZero());
    }

    @Test
    void boundsThePongsForAClientThatReadsNone() {
        try (var client = RawWebSocket.open(host.port(), "/toy/ws")) {
            var ping = RawFrame.of(RawFrame.PING, "p".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .encode();
            var many = new byte[ping.length * 10_000];
            for (var i = 0; i < 10_000; i++) {
                System.arraycopy(ping, 0, many, i * ping.length, ping.length);
            }
            client.connection().send(many);
            client.send("done");

            var pongs = 0;
            var frame = client.next();
            for (; frame.opcode() == RawFrame.PONG; frame = client.next()) {
                pongs++;
            }
            assertThat(frame.text()).isEqualTo("done");
            assertThat(pongs).isPositive();
        }
    }

    @Test
    void takesFramesThatFollowTheHandshakeAtOnce() {
        try (var connection = RawConnection.connect(host.port())) {
            var head = "GET /toy/ws HTTP/1.1\r\nHost: a\r\nUpgrade: WebSocket\r\nConnection: keep-alive, UPGRADE\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + RawWebSocket.KEY + "\r\n\r\n";
            var frame = RawFrame.text("early").encode();
            var bytes = java.util.Arrays.copyOf(
                    head.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), head.length() + frame.length);
            System.arraycopy(frame, 0, bytes, head.length(), frame.length);
            connection.send(bytes);

            for (var line = connection.readLine(); !line.isEmpty(); line = connection.readLine()) {
                assertThat(line).doesNotStartWith("Server:");
            }
            assertThat(connection.read(7)).startsWith((byte) 0x81, (byte) 5).endsWith('e', 'a', 'r', 'l', 'y');
        }
    }

    @Test
    void echoesTheFirstOfferedProtocol() {
        try (var client = RawWebSocket.open(host.port(), "/toy/ws", "Sec-WebSocket-Protocol: chat, superchat")) {
            assertThat(client.handshake().header("Sec-WebSocket-Protocol")).contains("chat");
            assertThat(client.handshake().header("Sec-WebSocket-Extensions")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "chat,",
                ",chat",
                "chat,,superchat",
                "a b",
                "a;b",
                "\u00e9",
                "chat, chat",
                "chat, superchat, chat"
            })
    void refusesMalformedProtocols(String list) {
        try (var connection = RawConnection.connect(host.port())) {
            var answer = RawWebSocket.knock(connection, "/toy/ws", "Sec-WebSocket-Protocol: " + list);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(connection.closesWithin(Duration.ofSeconds(1))).isTrue();
        }
        assertThat(handler.events).isEmpty();
    }

    @Test
    void refusesAProtocolThatIsRepeatedInAnotherField() {
        try (var connection = RawConnection.connect(host.port())) {
            var answer = RawWebSocket.knock(
                    connection, "/toy/ws", "Sec-WebSocket-Protocol: a, b", "Sec-WebSocket-Protocol: c, a");
            assertThat(answer.status()).isEqualTo(400);
        }
        try (var client = RawWebSocket.open(
                host.port(), "/toy/ws", "Sec-WebSocket-Protocol: a ,\tb", "Sec-WebSocket-Protocol: A")) {
            assertThat(client.handshake().header("Sec-WebSocket-Protocol")).contains("a");
        }
    }

    @Test
    void compressesWhereThatWasNegotiated() {
        handler.options = new WebSocketOptions(100_000, true, 100);
        try (var client = RawWebSocket.open(
                host.port(), "/toy/ws", "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")) {
            assertThat(client.handshake().header("Sec-WebSocket-Extensions"))
                    .contains("permessage-deflate; server_no_context_takeover; client_no_context_takeover");
            client.send("short");
            assertThat(client.next().rsv()).isZero();
            client.send("long".repeat(1000));
            var answer = client.next();
            assertThat(answer.rsv()).isEqualTo(4);
            assertThat(answer.payload()).hasSizeLessThan(100);
            client.send(new RawFrame(true, 4, RawFrame.TEXT, true, answer.payload()));
            assertThat(client.next().rsv()).isEqualTo(4);
        }
    }

    @Test
    void pausesReadingAndGoesOn() {
        try (var client = RawWebSocket.open(host.port(), "/toy/ws")) {
            await().until(() -> !handler.channels.isEmpty());
            var channel = handler.channels.element();
            var lane = handler.lanes.element();
            var paused = new CompletableFuture<Void>();
            handler.onLane(open -> {
                open.reading(false);
                paused.complete(null);
            });
            assertThat(paused).succeedsWithin(Duration.ofSeconds(1));
            client.send(RawFrame.of(RawFrame.PING, new byte[0]));
            client.send("waits");
            assertThat(client.silentFor(Duration.ofMillis(200))).isTrue();

            lane.execute(() -> channel.reading(true));

            assertThat(client.next().opcode()).isEqualTo(RawFrame.PONG);
            assertThat(client.next().text()).isEqualTo("waits");
        }
    }

    private static Arguments violation(int code, String name, RawFrame frame) {
        return Arguments.of(
                code, name, new RawFrame(frame.fin(), frame.rsv(), frame.opcode(), frame.masked(), frame.payload()));
    }
}
