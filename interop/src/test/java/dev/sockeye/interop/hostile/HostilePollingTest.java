package dev.sockeye.interop.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.testkit.RawHttp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Sends polling payloads that are none, and breaks the order of requests. */
class HostilePollingTest {
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
    Stream<DynamicTest> badPayloadsAnswer400AndEndTheSession() {
        var revision3 = List.of(
                "",
                "4hello",
                ":4a",
                "x:4a",
                "-1:4",
                "5:4a",
                "1:4a",
                "99999999999999999999:4",
                "2147483648:4a",
                "0000000000000000000002:4a",
                "2:9a",
                "2:xa",
                "2:4a3",
                "2:4aZ",
                "1e0:4",
                " 2:4a",
                "4:b4A",
                "5:b4###");
        var revision4 =
                List.of("", "9", "x", "4a\u001e", "\u001e4a", "4a\u001e\u001e4b", "4a\u001e9", "b###", "b4A*=", "7abc");
        return Stream.concat(
                revision3.stream()
                        .map(body -> DynamicTest.dynamicTest(
                                "EIO=3 '" + body + "'", () -> refused(3, bytes(body), "text/plain"))),
                Stream.concat(
                        revision4.stream()
                                .map(body -> DynamicTest.dynamicTest(
                                        "EIO=4 '" + body + "'", () -> refused(4, bytes(body), "text/plain"))),
                        Stream.of(
                                DynamicTest.dynamicTest(
                                        "EIO=3 broken UTF-8",
                                        () -> refused(3, new byte[] {'2', ':', '4', (byte) 0xc3}, "text/plain")),
                                DynamicTest.dynamicTest(
                                        "EIO=4 broken UTF-8",
                                        () -> refused(4, new byte[] {'4', (byte) 0xc3, '('}, "text/plain")),
                                DynamicTest.dynamicTest(
                                        "EIO=3 binary without end of length",
                                        () -> refused(3, new byte[] {0, 1, 2, 3}, "application/octet-stream")),
                                DynamicTest.dynamicTest(
                                        "EIO=3 binary with a lying length",
                                        () -> refused(
                                                3, new byte[] {0, 9, 9, (byte) 255, '4'}, "application/octet-stream")),
                                DynamicTest.dynamicTest(
                                        "EIO=3 binary with a huge length",
                                        () -> refused(
                                                3,
                                                new byte[] {1, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, (byte) 255, 4},
                                                "application/octet-stream")),
                                DynamicTest.dynamicTest(
                                        "EIO=3 binary with digits that are none",
                                        () -> refused(
                                                3, new byte[] {1, '1', (byte) 255, 4}, "application/octet-stream")),
                                DynamicTest.dynamicTest(
                                        "EIO=4 octet-stream",
                                        () -> refused(4, bytes("4a"), "application/octet-stream")))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void refused(int revision, byte[] body, String type) {
        var sid = Victim.open(victim.port(), revision);
        var target = "/socket.io/?EIO=" + revision + "&transport=polling&sid=" + sid;
        try (var http = RawHttp.connect(victim.port())) {
            http.request("POST", target, body, "Content-Type: " + type);

            assertThat(http.response().status()).isEqualTo(400);
        }
        try (var http = RawHttp.connect(victim.port())) {
            http.post(target, revision == 3 ? "2:40" : "40");
            var after = http.response();

            assertThat(after.status()).as(after.toString()).isEqualTo(400);
        }
        victim.assertUnharmed();
    }

    @Test
    void tenThousandAndOnePacketsAreTooMany() {
        refused(4, bytes("3\u001e".repeat(10_000) + "3"), "text/plain");
        refused(3, bytes("1:3".repeat(10_001)), "text/plain");
    }

    @Test
    void secondPollEndsTheSessionAndBothAreAnswered() {
        var sid = Victim.open(victim.port(), 4);
        var target = "/socket.io/?EIO=4&transport=polling&sid=" + sid;
        try (var first = RawHttp.connect(victim.port());
                var second = RawHttp.connect(victim.port())) {
            first.get(target);
            assertThat(first.silentFor(Duration.ofMillis(150))).isTrue();
            second.get(target);

            assertThat(second.response().status()).isEqualTo(400);
            var released = first.response();
            assertThat(released.status()).isIn(200, 400);
        }
        victim.assertUnharmed();
    }

    @Test
    void otherRevisionOrTransportDoesNotHarmTheSession() {
        var sid = Victim.open(victim.port(), 4);
        try (var http = RawHttp.connect(victim.port())) {
            http.get("/socket.io/?EIO=3&transport=polling&sid=" + sid);
            assertThat(http.response().status()).isEqualTo(400);
            http.get("/socket.io/?EIO=4&transport=websocket&sid=" + sid);
            assertThat(http.response().status()).isEqualTo(400);
            http.request("PUT", "/socket.io/?EIO=4&transport=polling&sid=" + sid);
            assertThat(http.response().status()).isIn(400, 405);
            http.post("/socket.io/?EIO=4&transport=polling&sid=" + sid, "40");
            assertThat(http.response().text()).isEqualTo("ok");
        }
    }

    @Test
    void sessionIsNotTakenFromHeadersOrCookies() {
        var sid = Victim.open(victim.port(), 4);
        try (var http = RawHttp.connect(victim.port())) {
            http.get(
                    "/socket.io/?EIO=4&transport=polling",
                    "Cookie: io=" + sid + "; sid=" + sid,
                    "io: " + sid,
                    "sid: " + sid);
            var answer = http.response();

            assertThat(answer.text()).startsWith("0{\"sid\":").doesNotContain(sid);
        }
    }
}
