package dev.sockeye.interop.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.testkit.RawWebSocket;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Sends Socket.IO packets that are none, or come at the wrong time. */
class HostilePacketTest {
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";
    private static Victim victim;

    @BeforeAll
    static void start() {
        victim = Victim.start();
    }

    @AfterAll
    static void stop() {
        victim.close();
    }

    @TestFactory
    Stream<DynamicTest> brokenPacketsCloseTheConnection() {
        var packets = List.of(
                "47",
                "49[\"a\"]",
                "4x",
                "42",
                "42[]",
                "42{}",
                "42\"a\"",
                "42null",
                "42[null]",
                "42[true]",
                "42[[\"a\"]]",
                "42[{}]",
                "42[\"a\"",
                "42[\"a\",]",
                "42[\"a\"]x",
                "42[\"a\",01]",
                "42[\"a\",NaN]",
                "42['a']",
                "42[\"a\",\"\\x\"]",
                "42[\"a\",\"\u0001\"]",
                "42[\"disconnect\"]",
                "42[\"connect\"]",
                "42[\"connect_error\"]",
                "42[\"disconnecting\"]",
                "42[\"newListener\"]",
                "42[\"removeListener\"]",
                "4299999999999999999999999[\"message-with-ack\",1]",
                "42-1[\"a\"]",
                "41garbage",
                "41[]",
                "43{}",
                "431{}",
                "431null",
                "45[\"a\"]",
                "450-[\"a\"]",
                "45-1-[\"a\"]",
                "4511-[\"a\"]",
                "45999999999-[\"a\"]",
                "451.5-[\"a\"]",
                "45x-[\"a\"]",
                "4599999999999999999999-[\"a\"]",
                "42[\"a\"," + "[".repeat(5_000) + "]".repeat(5_000) + "]",
                "42[\"a\"," + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000) + "]",
                "42[\"a\"," + "9".repeat(2_000) + "]",
                "42[\"" + "n".repeat(2_000) + "\"]",
                "42[\"a\"" + ",1".repeat(2_000) + "]",
                "42/unjoined,[\"message\",1]",
                "40",
                "44{\"message\":\"x\"}");
        return packets.stream()
                .map(packet ->
                        DynamicTest.dynamicTest(packet.length() > 60 ? packet.substring(0, 60) + "…" : packet, () -> {
                            try (var socket = joined()) {
                                socket.send(packet);

                                assertThat(socket.closeCode()).as("close code").isIn(1005, 1000, 1002, 1007, 1008);
                                Victim.assertEnds(socket);
                            }
                            victim.assertUnharmed();
                        }));
    }

    @TestFactory
    Stream<DynamicTest> brokenAttachmentsCloseTheConnection() {
        record Attack(String name, String text, Object then) {}
        return Stream.of(
                        new Attack("binary without a packet", "3", new byte[] {1}),
                        new Attack(
                                "text while attachments are missing",
                                "451-[\"message\"," + PLACEHOLDER + "]",
                                "42[\"message\",1]"),
                        new Attack(
                                "index out of range",
                                "451-[\"message\",{\"_placeholder\":true,\"num\":7}]",
                                new byte[] {1}),
                        new Attack(
                                "negative index", "451-[\"message\",{\"_placeholder\":true,\"num\":-1}]", new byte[] {1
                                }),
                        new Attack(
                                "index a fraction",
                                "451-[\"message\",{\"_placeholder\":true,\"num\":0.5}]",
                                new byte[] {1}),
                        new Attack(
                                "index a string",
                                "451-[\"message\",{\"_placeholder\":true,\"num\":\"0\"}]",
                                new byte[] {1}),
                        new Attack(
                                "index a special name",
                                "451-[\"message\",{\"_placeholder\":true,\"num\":\"splice\"}]",
                                new byte[] {1}),
                        new Attack("index missing", "451-[\"message\",{\"_placeholder\":true}]", new byte[] {1}))
                .map(attack -> DynamicTest.dynamicTest(attack.name(), () -> {
                    try (var socket = joined()) {
                        socket.send(attack.text());
                        if (attack.then() instanceof byte[] bytes) {
                            socket.send(bytes);
                        } else {
                            socket.send((String) attack.then());
                        }
                        assertThat(socket.closeCode()).isIn(1005, 1000, 1002, 1007, 1008);
                    }
                    victim.assertUnharmed();
                }));
    }

    @TestFactory
    Stream<DynamicTest> oddPacketsAreEchoedAsTheyAre() {
        return Stream.of(
                        "{\"__proto__\":{\"x\":1},\"constructor\":2}",
                        "{\"@type\":\"java.lang.Runtime\",\"@class\":\"java.io.File\"}",
                        PLACEHOLDER,
                        "1e400",
                        "1E-999999",
                        "123456789012345678901234567890",
                        "-0",
                        "\"\\ud800\"",
                        "\"\\u0000\"",
                        "{\"a\":1,\"a\":2}",
                        "[".repeat(100) + "]".repeat(100))
                .map(value -> DynamicTest.dynamicTest(value, () -> {
                    try (var socket = joined()) {
                        socket.send("42[\"message\"," + value + "]");

                        assertThat(socket.next().text()).isEqualTo("42[\"message-back\"," + value + "]");
                    }
                }));
    }

    @Test
    void eventBeforeConnectClosesTheConnection() {
        try (var socket = RawWebSocket.open(victim.port(), "/socket.io/?EIO=4&transport=websocket")) {
            socket.next();
            socket.send("42[\"message\",1]");

            assertThat(socket.closeCode()).isEqualTo(1005);
        }
    }

    @Test
    void unknownNamespacesKeepNoStateAndEndAfterAHundred() {
        try (var socket = joined()) {
            IntStream.range(0, 100).forEach(i -> socket.send("40/nothing-" + i + ","));
            for (var i = 0; i < 99; i++) {
                assertThat(socket.next().text()).isEqualTo("44/nothing-" + i + ",{\"message\":\"Invalid namespace\"}");
            }
            socket.send("40/nothing-more,");
            assertThat(socket.closeCode()).isEqualTo(1005);
        }
        victim.assertUnharmed();
    }

    @Test
    void ackForAnUnknownIdIsIgnored() {
        try (var socket = joined()) {
            socket.send("43999[1]");
            socket.send("42[\"message\",1]");

            assertThat(socket.next().text()).isEqualTo("42[\"message-back\",1]");
        }
    }

    private static RawWebSocket joined() {
        var socket = RawWebSocket.open(victim.port(), "/socket.io/?EIO=4&transport=websocket");
        socket.next();
        socket.send("40");
        assertThat(socket.next().text()).startsWith("40{\"sid\":");
        assertThat(socket.next().text()).startsWith("42[\"auth\",");
        return socket;
    }
}
