package dev.sockeye.interop.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.testkit.RawConnection;
import dev.sockeye.testkit.RawHttp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Sends malformed HTTP and checks that each is refused, that nothing smuggled in is answered, and that others live on. */
class HostileHttpTest {
    private static final String GOOD = "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\n";
    private static final String POST = "POST /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\n";
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static Victim victim;

    @BeforeAll
    static void start() {
        victim = Victim.start();
    }

    @AfterAll
    static void stop() {
        victim.close();
    }

    /** Is a request and the statuses that may answer it; 0 stands for a close without an answer. */
    private record Attack(String name, String bytes, Set<Integer> statuses) {}

    @TestFactory
    Stream<DynamicTest> framingErrorsAreRefusedAndEndTheConnection() {
        var attacks = new ArrayList<Attack>();
        var refuse = Set.of(400);
        for (var length : List.of("-1", "+2", "0x2", "2 2", "2, 3", "2,2", "", "abc", "99999999999999999999", "1e3")) {
            attacks.add(new Attack(
                    "Content-Length: '" + length + "'",
                    POST + "Content-Length: " + length + "\r\n\r\n40" + SMUGGLED,
                    Set.of(400, 413)));
        }
        attacks.add(new Attack(
                "two differing lengths", POST + "Content-Length: 2\r\nContent-Length: 9\r\n\r\n40" + SMUGGLED, refuse));
        attacks.add(new Attack(
                "length and chunked",
                POST + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
                refuse));
        attacks.add(new Attack(
                "length and chunked in HTTP/1.0",
                POST.replace("1.1", "1.0") + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                        + SMUGGLED,
                refuse));
        for (var coding :
                List.of("gzip", "chunked, gzip", "xchunked", "chunked, identity", " chunked\u000b", "chun ked")) {
            attacks.add(new Attack(
                    "Transfer-Encoding: '" + coding + "'",
                    POST + "Transfer-Encoding: " + coding + "\r\n\r\n0\r\n\r\n" + SMUGGLED,
                    Set.of(400, 501)));
        }
        for (var chunk : List.of(
                "zz\r\n40\r\n0\r\n\r\n",
                "-2\r\n40\r\n0\r\n\r\n",
                "2\r\n40XX0\r\n\r\n",
                "0x2\r\n40\r\n0\r\n\r\n",
                "\r\n\r\n",
                "ffffffffffffffffff\r\n40\r\n",
                "2 2\r\n40\r\n0\r\n\r\n")) {
            attacks.add(new Attack(
                    "chunk " + chunk.replace("\r\n", "|"),
                    POST + "Transfer-Encoding: chunked\r\n\r\n" + chunk + SMUGGLED,
                    refuse));
        }
        attacks.add(new Attack("space before colon", GOOD + "X-A : b\r\n\r\n" + SMUGGLED, refuse));
        attacks.add(new Attack("line without colon", GOOD + "nonsense\r\n\r\n" + SMUGGLED, refuse));
        attacks.add(new Attack("folded header", GOOD + "X-A: b\r\n c\r\n\r\n" + SMUGGLED, refuse));
        attacks.add(new Attack("empty header name", GOOD + ": b\r\n\r\n" + SMUGGLED, refuse));
        attacks.add(new Attack("control character in a name", GOOD + "X\u0001A: b\r\n\r\n" + SMUGGLED, refuse));
        attacks.add(new Attack("NUL in a value", GOOD + "X-A: a\u0000b\r\n\r\n" + SMUGGLED, refuse));
        attacks.add(new Attack("CR in a value", GOOD + "X-A: a\rb\r\n\r\n" + SMUGGLED, refuse));
        attacks.add(new Attack("no Host", GOOD.replace("Host: localhost\r\n", "") + "\r\n" + SMUGGLED, refuse));
        attacks.add(new Attack("two Hosts", GOOD + "Host: other\r\n\r\n" + SMUGGLED, refuse));
        attacks.add(
                new Attack("Host with a space", GOOD.replace("localhost", "local host") + "\r\n" + SMUGGLED, refuse));
        attacks.add(new Attack("HTTP/2.0", GOOD.replace("HTTP/1.1", "HTTP/2.0") + "\r\n" + SMUGGLED, Set.of(400, 505)));
        attacks.add(new Attack("HTTP/9.9", GOOD.replace("HTTP/1.1", "HTTP/9.9") + "\r\n" + SMUGGLED, Set.of(400, 505)));
        attacks.add(new Attack(
                "no version", "GET /socket.io/?EIO=4&transport=polling\r\n\r\n" + SMUGGLED, Set.of(400, 505)));
        attacks.add(new Attack(
                "lower-case http", GOOD.replace("HTTP/1.1", "http/1.1") + "\r\n" + SMUGGLED, Set.of(400, 505)));
        attacks.add(new Attack(
                "garbage",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003garbage\r\n\r\n",
                Set.of(400, 0)));
        attacks.add(new Attack("control bytes before the request", "\u0001\u0002" + GOOD + "\r\n", Set.of(400, 501)));
        attacks.add(new Attack(
                "request line of 64 KiB",
                "GET /socket.io/?EIO=4&transport=polling&x=" + "a".repeat(65_536) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                Set.of(414)));
        attacks.add(new Attack("header of 64 KiB", GOOD + "X-A: " + "a".repeat(65_536) + "\r\n\r\n", Set.of(431)));
        attacks.add(new Attack("1,000 headers", GOOD + "X-A: b\r\n".repeat(1_000) + "\r\n", Set.of(431)));
        attacks.add(new Attack(
                "endless chunk extension",
                POST + "Transfer-Encoding: chunked\r\n\r\n2;x=" + "a".repeat(16_384) + "\r\n40\r\n0\r\n\r\n",
                refuse));
        return attacks.stream().map(attack -> DynamicTest.dynamicTest(attack.name(), () -> refused(attack)));
    }

    private static void refused(Attack attack) {
        try (var connection = RawConnection.connect(victim.port())) {
            connection.send(attack.bytes());
            var answer = new String(connection.readToEnd(), StandardCharsets.ISO_8859_1);

            assertThat(answer.split("HTTP/1\\.1 ", -1).length - 1)
                    .as("answers to %s: %s", attack.name(), answer)
                    .isLessThanOrEqualTo(1);
            assertThat(attack.statuses())
                    .as(answer)
                    .contains(answer.isEmpty() ? 0 : Integer.parseInt(answer.substring(9, 12)));
            assertThat(answer)
                    .doesNotContain("Exception")
                    .doesNotContain("\tat ")
                    .doesNotContainIgnoringCase("netty");
        }
        victim.assertUnharmed();
    }

    @TestFactory
    Stream<DynamicTest> oddButHarmlessRequestsGetAFourHundred() {
        record Odd(String name, String method, String target, Set<Integer> statuses) {}
        var polling = "/socket.io/?EIO=4&transport=polling";
        return Stream.of(
                        new Odd("PUT", "PUT", polling, Set.of(400, 405)),
                        new Odd("DELETE with a sid", "DELETE", polling + "&sid=unknown", Set.of(400, 405)),
                        new Odd("TRACE", "TRACE", polling, Set.of(400, 405, 501)),
                        new Odd("BREW", "BREW", polling, Set.of(400, 405, 501)),
                        new Odd("POST without sid", "POST", polling, Set.of(400)),
                        new Odd("HEAD", "HEAD", polling, Set.of(400, 405)),
                        new Odd("OPTIONS *", "OPTIONS", "*", Set.of(200, 204, 400, 404)),
                        new Odd("other path", "GET", "/other", Set.of(404)),
                        new Odd("unknown transport", "GET", "/socket.io/?EIO=4&transport=carrier-pigeon", Set.of(400)),
                        new Odd("prototype transport", "GET", "/socket.io/?EIO=4&transport=__proto__", Set.of(400)),
                        new Odd("constructor transport", "GET", "/socket.io/?EIO=4&transport=constructor", Set.of(400)),
                        new Odd("no transport", "GET", "/socket.io/?EIO=4", Set.of(400)),
                        new Odd("no query", "GET", "/socket.io/", Set.of(400)),
                        new Odd("EIO=5", "GET", "/socket.io/?EIO=5&transport=polling", Set.of(400)),
                        new Odd("EIO=abc", "GET", "/socket.io/?EIO=abc&transport=polling", Set.of(400)),
                        new Odd(
                                "websocket without upgrade",
                                "GET",
                                "/socket.io/?EIO=4&transport=websocket",
                                Set.of(400)),
                        new Odd("webtransport", "GET", "/socket.io/?EIO=4&transport=webtransport", Set.of(400)),
                        new Odd("unknown sid", "GET", polling + "&sid=AAAAAAAAAAAAAAAAAAAA", Set.of(400)),
                        new Odd("sid with odd characters", "GET", polling + "&sid=%00%ff..%2f", Set.of(400)),
                        new Odd("long sid", "GET", polling + "&sid=" + "a".repeat(4_000), Set.of(400)),
                        new Odd("broken escape in the query", "GET", polling + "&x=%zz", Set.of(200, 400)),
                        new Odd("truncated escape in the query", "GET", polling + "&x=%2", Set.of(200, 400)),
                        new Odd(
                                "prototype keys in the query",
                                "GET",
                                polling + "&__proto__=1&constructor=2",
                                Set.of(200)),
                        new Odd("only separators", "GET", "/socket.io/?&&&=&=", Set.of(400)))
                .map(odd -> DynamicTest.dynamicTest(odd.name(), () -> {
                    try (var http = RawHttp.connect(victim.port())) {
                        http.request(odd.method(), odd.target());
                        var answer = odd.method().equals("HEAD") ? http.responseToHead() : http.response();
                        assertThat(odd.statuses()).as(answer.toString()).contains(answer.status());
                        assertThat(answer.text()).doesNotContain("Exception").doesNotContain("carrier-pigeon");
                    }
                    victim.assertUnharmed();
                }));
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() {
        try (var http = RawHttp.connect(victim.port())) {
            http.get("/socket.io/?EIO=4&transport=polling").get("/nowhere").get("/socket.io/?EIO=9&transport=polling");

            assertThat(http.response().status()).isEqualTo(200);
            assertThat(http.response().status()).isEqualTo(404);
            assertThat(http.response().status()).isEqualTo(400);
        }
    }

    @Test
    void halfClosedClientStillGetsItsAnswer() {
        try (var http = RawHttp.connect(victim.port())) {
            http.get("/socket.io/?EIO=4&transport=polling");
            http.connection().shutdownOutput();

            assertThat(http.response().status()).isEqualTo(200);
            assertThat(http.connection().closesWithin(Duration.ofSeconds(5))).isTrue();
        }
    }

    @Test
    void announcedHugeBodyIsRefusedWithoutBeingRead() {
        try (var http = RawHttp.connect(victim.port())) {
            var sid = Victim.open(victim.port(), 4);
            http.connection()
                    .send("POST /socket.io/?EIO=4&transport=polling&sid=" + sid
                            + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999999\r\n\r\n4");

            assertThat(http.response().status()).isEqualTo(413);
        }
        victim.assertUnharmed();
    }

    @Test
    void oversizedBodiesGet413AndTheSessionLivesOn() {
        for (var revision : new int[] {3, 4}) {
            var sid = Victim.open(victim.port(), revision);
            var target = "/socket.io/?EIO=" + revision + "&transport=polling&sid=" + sid;
            try (var http = RawHttp.connect(victim.port())) {
                http.post(target, "4" + "x".repeat(1_100_000));

                assertThat(http.response().status()).isEqualTo(413);
            }
            try (var http = RawHttp.connect(victim.port())) {
                http.post(target, revision == 3 ? "1:1" : "1");

                assertThat(http.response().status()).isEqualTo(200);
            }
        }
        victim.assertUnharmed();
    }
}
