package dev.sockeye.interop.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.testkit.RawClosedException;
import dev.sockeye.testkit.RawConnection;
import dev.sockeye.testkit.RawFrame;
import dev.sockeye.testkit.RawHttp;
import dev.sockeye.testkit.RawWebSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Breaks RFC 6455 in every way that a frame allows, and opens WebSockets wrongly. */
class HostileWebSocketTest {
    private static final String TARGET = "/socket.io/?EIO=4&transport=websocket";
    private static Victim victim;

    @BeforeAll
    static void start() {
        victim = Victim.start();
    }

    @AfterAll
    static void stop() {
        victim.close();
    }

    private record Attack(String name, int code, List<byte[]> bytes) {
        Attack(String name, int code, byte[]... bytes) {
            this(name, code, List.of(bytes));
        }
    }

    @TestFactory
    Stream<DynamicTest> brokenFramesFailTheConnection() {
        var mask = new byte[] {0, 0, 0, 0};
        return Stream.of(
                        new Attack(
                                "unmasked frame",
                                1002,
                                new RawFrame(true, 0, RawFrame.TEXT, false, "40".getBytes(UTF_8)).encode()),
                        new Attack(
                                "RSV1 without extension",
                                1002,
                                new RawFrame(true, 4, RawFrame.TEXT, true, "40".getBytes(UTF_8)).encode()),
                        new Attack(
                                "RSV2",
                                1002,
                                new RawFrame(true, 2, RawFrame.TEXT, true, "40".getBytes(UTF_8)).encode()),
                        new Attack(
                                "RSV3 on a ping",
                                1002,
                                new RawFrame(true, 1, RawFrame.PING, true, new byte[0]).encode()),
                        new Attack("opcode 3", 1002, new RawFrame(true, 0, 3, true, new byte[0]).encode()),
                        new Attack("opcode 11", 1002, new RawFrame(true, 0, 11, true, new byte[0]).encode()),
                        new Attack(
                                "fragmented ping",
                                1002,
                                new RawFrame(false, 0, RawFrame.PING, true, new byte[0]).encode()),
                        new Attack(
                                "ping of 126 bytes",
                                1002,
                                new RawFrame(true, 0, RawFrame.PING, true, new byte[126]).encode()),
                        new Attack(
                                "continuation without start",
                                1002,
                                new RawFrame(true, 0, 0, true, "40".getBytes(UTF_8)).encode()),
                        new Attack(
                                "message within a fragmented one",
                                1002,
                                new RawFrame(false, 0, RawFrame.TEXT, true, "4".getBytes(UTF_8)).encode(),
                                new RawFrame(true, 0, RawFrame.TEXT, true, "40".getBytes(UTF_8)).encode()),
                        new Attack(
                                "length with the top bit",
                                1002,
                                new byte[] {(byte) 0x81, (byte) 0xff, (byte) 0x80, 0, 0, 0, 0, 0, 0, 1},
                                mask),
                        new Attack(
                                "announced gigabyte",
                                1009,
                                new byte[] {(byte) 0x82, (byte) 0xff, 0, 0, 0, 0, 0x40, 0, 0, 0},
                                mask),
                        new Attack(
                                "one-byte close",
                                1002,
                                new RawFrame(true, 0, RawFrame.CLOSE, true, new byte[1]).encode()),
                        new Attack("close code 999", 1002, RawFrame.close(999).encode()),
                        new Attack("close code 1005", 1002, RawFrame.close(1005).encode()),
                        new Attack("close code 1006", 1002, RawFrame.close(1006).encode()),
                        new Attack("close code 5000", 1002, RawFrame.close(5000).encode()),
                        new Attack(
                                "broken UTF-8",
                                1007,
                                new RawFrame(true, 0, RawFrame.TEXT, true, new byte[] {'4', (byte) 0xc3, '('})
                                        .encode()),
                        new Attack(
                                "lone surrogate in UTF-8",
                                1007,
                                new RawFrame(true, 0, RawFrame.TEXT, true, new byte[] {
                                            '4', (byte) 0xed, (byte) 0xa0, (byte) 0x80
                                        })
                                        .encode()),
                        new Attack(
                                "overlong UTF-8",
                                1007,
                                new RawFrame(true, 0, RawFrame.TEXT, true, new byte[] {'4', (byte) 0xc0, (byte) 0xaf})
                                        .encode()),
                        new Attack(
                                "truncated UTF-8 at the end of the message",
                                1007,
                                new RawFrame(false, 0, RawFrame.TEXT, true, new byte[] {'4', (byte) 0xe2}).encode(),
                                new RawFrame(true, 0, 0, true, new byte[] {(byte) 0x82}).encode()),
                        new Attack(
                                "reason of broken UTF-8",
                                1007,
                                new RawFrame(true, 0, RawFrame.CLOSE, true, new byte[] {3, (byte) 0xe8, (byte) 0xff})
                                        .encode()),
                        new Attack(
                                "message above the limit",
                                1009,
                                new RawFrame(
                                                true,
                                                0,
                                                RawFrame.TEXT,
                                                true,
                                                "4".repeat(1_000_001).getBytes(UTF_8))
                                        .encode()))
                .map(attack -> DynamicTest.dynamicTest(attack.name(), () -> {
                    try (var socket = RawWebSocket.open(victim.port(), TARGET)) {
                        socket.next();
                        for (var bytes : attack.bytes()) {
                            socket.connection().send(bytes);
                        }
                        assertThat(socket.closeCode()).isEqualTo(attack.code());
                        Victim.assertEnds(socket);
                    }
                    victim.assertUnharmed();
                }));
    }

    @Test
    void fragmentsAreLimitedInNumber() {
        try (var socket = RawWebSocket.open(victim.port(), TARGET)) {
            socket.next();
            socket.send(new RawFrame(false, 0, RawFrame.TEXT, true, "4".getBytes(UTF_8)));
            try {
                for (var i = 0; i < 2_000; i++) {
                    socket.send(new RawFrame(false, 0, 0, true, new byte[0]));
                }
            } catch (RawClosedException cut) {
                // The server may cut the connection while we still send.
            }
            assertThat(socket.closeCode()).isIn(1009, RawWebSocket.ABNORMAL);
        }
        victim.assertUnharmed();
    }

    @Test
    void pingsAreAnsweredWithTheirPayloadAlsoBetweenFragments() {
        try (var socket = RawWebSocket.open(victim.port(), TARGET)) {
            socket.next();
            socket.send(new RawFrame(false, 0, RawFrame.TEXT, true, "4".getBytes(UTF_8)));
            socket.send(RawFrame.of(RawFrame.PING, "hello".getBytes(UTF_8)));
            socket.send(new RawFrame(true, 0, 0, true, "0".getBytes(UTF_8)));

            var pong = socket.next();
            assertThat(pong.opcode()).isEqualTo(RawFrame.PONG);
            assertThat(pong.text()).isEqualTo("hello");
            assertThat(socket.next().text()).startsWith("40{\"sid\":");
        }
    }

    @Test
    void nothingAfterACloseFrameIsProcessed() {
        try (var socket = RawWebSocket.open(victim.port(), TARGET)) {
            socket.next();
            socket.connection().send(RawFrame.close(1000).encode());
            socket.send("40");
            assertThat(socket.next().closeCode()).isEqualTo(1000);
            assertThat(socket.connection().closesWithin(Duration.ofSeconds(2))).isTrue();
        }
    }

    @TestFactory
    Stream<DynamicTest> wrongOpeningHandshakesAreRefused() {
        record Knock(String name, int status, List<String> lines) {}
        var good = List.of(
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: " + RawWebSocket.KEY);
        return Stream.of(
                        new Knock(
                                "version 8",
                                426,
                                List.of(good.get(0), good.get(1), "Sec-WebSocket-Version: 8", good.get(3))),
                        new Knock(
                                "version abc",
                                426,
                                List.of(good.get(0), good.get(1), "Sec-WebSocket-Version: abc", good.get(3))),
                        new Knock("no key", 400, List.of(good.get(0), good.get(1), good.get(2))),
                        new Knock(
                                "short key",
                                400,
                                List.of(good.get(0), good.get(1), good.get(2), "Sec-WebSocket-Key: AAAA")),
                        new Knock(
                                "key that is no base64",
                                400,
                                List.of(
                                        good.get(0),
                                        good.get(1),
                                        good.get(2),
                                        "Sec-WebSocket-Key: !!!!!!!!!!!!!!!!!!!!!!==")),
                        new Knock(
                                "two keys",
                                400,
                                List.of(good.get(0), good.get(1), good.get(2), good.get(3), good.get(3))),
                        new Knock("no Connection", 400, List.of(good.get(1), good.get(2), good.get(3))))
                .map(knock -> DynamicTest.dynamicTest(knock.name(), () -> {
                    try (var http = RawHttp.connect(victim.port())) {
                        var answer = http.get(TARGET, knock.lines().toArray(String[]::new))
                                .response();
                        assertThat(answer.status()).as(answer.toString()).isEqualTo(knock.status());
                        if (knock.status() == 426) {
                            assertThat(answer.header("Sec-WebSocket-Version")).contains("13");
                        }
                    }
                    victim.assertUnharmed();
                }));
    }

    @Test
    void extensionsThatAreOfferedBadlyAreNotAccepted() {
        for (var offer : List.of(
                "permessage-deflate; client_max_window_bits=99",
                "__proto__, constructor",
                ";;;,,,===",
                "x;".repeat(1_000))) {
            try (var socket = RawWebSocket.open(victim.port(), TARGET, "Sec-WebSocket-Extensions: " + offer)) {
                assertThat(socket.handshake().header("Sec-WebSocket-Extensions"))
                        .isEmpty();
            }
        }
    }

    @Test
    void resetsAtEveryStageHarmNobody() {
        for (var i = 0; i < 20; i++) {
            var connection = RawConnection.connect(victim.port());
            connection.send(
                    ("GET " + TARGET + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upg").substring(0, 20 + i * 3));
            connection.reset();
            var socket = RawWebSocket.open(victim.port(), TARGET);
            socket.connection().reset();
            var half = RawWebSocket.open(victim.port(), TARGET);
            half.connection().send(new byte[] {(byte) 0x81, (byte) 0xfe, 1});
            half.connection().reset();
        }
        victim.assertUnharmed();
    }
}
