package dev.sockeye.socketio.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.testkit.RawConnection;
import dev.sockeye.testkit.RawHttp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileHttpTest {
    private static final String HOST = "Host: localhost\r\n";
    private static final String SMUGGLED = "GET /toy/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static ToyHandler handler;
    private static NettyHost host;

    @BeforeAll
    static void open() {
        handler = new ToyHandler();
        host = NettyHost.builder(handler).host("127.0.0.1").threads(1).bind();
    }

    @AfterAll
    static void close() {
        host.close();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                // Lengths
                refusal(400, "two lengths", post("Content-Length: 3", "Content-Length: 4") + "abcd"),
                refusal(400, "the same length twice", post("Content-Length: 3", "Content-Length: 3") + "abc"),
                refusal(400, "a list of lengths", post("Content-Length: 3, 3") + "abc"),
                refusal(400, "a signed length", post("Content-Length: +3") + "abc"),
                refusal(400, "a negative length", post("Content-Length: -3") + "abc"),
                refusal(400, "a hexadecimal length", post("Content-Length: 0x3") + "abc"),
                refusal(400, "an empty length", post("Content-Length:") + "abc"),
                refusal(400, "a length with a space", post("Content-Length: 1 0") + "0123456789"),
                refusal(400, "an enormous length", post("Content-Length: 99999999999999999999") + "abc"),
                refusal(400, "both lengths", post("Content-Length: 3", "Transfer-Encoding: chunked") + "0\r\n\r\n"),
                refusal(
                        400,
                        "both lengths reversed",
                        post("Transfer-Encoding: chunked", "Content-Length: 3") + "0\r\n\r\n"),
                refusal(
                        400,
                        "both lengths in 1.0",
                        "POST /toy/echo HTTP/1.0\r\n" + HOST
                                + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                refusal(
                        400,
                        "chunks in 1.0",
                        "POST /toy/echo HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                refusal(400, "chunked not last", post("Transfer-Encoding: chunked, identity") + "0\r\n\r\n"),
                refusal(400, "chunked twice", post("Transfer-Encoding: chunked, chunked") + "0\r\n\r\n"),
                refusal(
                        400,
                        "chunked in two fields",
                        post("Transfer-Encoding: chunked", "Transfer-Encoding: chunked") + "0\r\n\r\n"),
                refusal(501, "an unknown coding", post("Transfer-Encoding: gzip, chunked") + "0\r\n\r\n"),
                refusal(400, "an unknown coding alone", post("Transfer-Encoding: gzip") + "0\r\n\r\n"),
                refusal(400, "a coding in quotes", post("Transfer-Encoding: \"chunked\"") + "0\r\n\r\n"),
                refusal(400, "a coding with a vertical tab", post("Transfer-Encoding: \u000bchunked") + "0\r\n\r\n"),
                // Chunks
                refusal(400, "a chunk size that is no number", chunked("x\r\nabc\r\n0\r\n\r\n")),
                refusal(400, "a negative chunk size", chunked("-3\r\nabc\r\n0\r\n\r\n")),
                refusal(400, "a chunk size with a prefix", chunked("0x3\r\nabc\r\n0\r\n\r\n")),
                refusal(400, "an empty chunk size", chunked("\r\nabc\r\n0\r\n\r\n")),
                refusal(400, "a chunk size that overflows", chunked("fffffffffffffffff\r\nabc\r\n0\r\n\r\n")),
                refusal(400, "a chunk size behind a space", chunked(" 3\r\nabc\r\n0\r\n\r\n")),
                refusal(400, "a chunk line that ends in LF", chunked("3\nabc\r\n0\r\n\r\n")),
                refusal(400, "a chunk extension that ends in LF", chunked("3;a\nabc\r\n0\r\n\r\n")),
                refusal(400, "a chunk longer than announced", chunked("3\r\nabcd\r\n0\r\n\r\n")),
                refusal(400, "a chunk without its end", chunked("3\r\nabc0\r\n\r\n")),
                refusal(400, "a long chunk extension", chunked("3;" + "e".repeat(1100) + "\r\nabc\r\n0\r\n\r\n")),
                refusal(
                        431,
                        "long trailers",
                        chunked("0\r\n" + ("T: " + "t".repeat(1000) + "\r\n").repeat(9) + "\r\n")),
                refusal(400, "a trailer without a colon", chunked("0\r\nabc\r\n\r\n")),
                // Fields
                refusal(400, "a space before the colon", get("Foo : bar")),
                refusal(400, "a tab before the colon", get("Foo\t: bar")),
                refusal(400, "a line without a colon", get("Foo")),
                refusal(400, "a field without a name", get(": bar")),
                refusal(400, "a folded line", get("Foo: bar\r\n baz")),
                refusal(400, "a line folded with a tab", get("Foo: bar\r\n\tbaz")),
                refusal(400, "a first line folded", "GET /toy HTTP/1.1\r\n Foo: bar\r\n" + HOST + "\r\n"),
                refusal(400, "a control character in a name", get("F\u0001o: bar")),
                refusal(400, "a letter beyond ASCII in a name", get("F\u00e4o: bar")),
                refusal(400, "a bracket in a name", get("F(o): bar")),
                refusal(400, "a NUL in a value", get("Foo: b\0r")),
                refusal(400, "a control character in a value", get("Foo: b\u0001r")),
                refusal(400, "a DEL in a value", get("Foo: b\u007fr")),
                refusal(400, "a bare CR in a value", get("Foo: b\rr")),
                refusal(400, "a line that ends in LF", "GET /toy HTTP/1.1\n" + HOST + "\r\n"),
                refusal(400, "a field that ends in LF", get("Foo: bar\nBar: foo")),
                refusal(400, "a head that ends in LF", "GET /toy HTTP/1.1\r\nHost: localhost\r\n\n"),
                refusal(400, "only line feeds", "GET /toy HTTP/1.1\nHost: localhost\n\n"),
                refusal(431, "a long field", get("Foo: " + "a".repeat(17_000))),
                refusal(431, "many fields", get("A: b\r\n".repeat(100) + "C: d")),
                refusal(431, "a long name", get("a".repeat(17_000) + ": b")),
                // Host
                refusal(400, "no host", "GET /toy HTTP/1.1\r\n\r\n"),
                refusal(400, "two hosts", get("Host: localhost")),
                refusal(400, "an empty host", "GET /toy HTTP/1.1\r\nHost:\r\n\r\n"),
                refusal(400, "a host with a space", "GET /toy HTTP/1.1\r\nHost: a b\r\n\r\n"),
                refusal(400, "a host with a path", "GET /toy HTTP/1.1\r\nHost: a/b\r\n\r\n"),
                refusal(400, "a host with a user", "GET /toy HTTP/1.1\r\nHost: a@b\r\n\r\n"),
                refusal(400, "a list of hosts", "GET /toy HTTP/1.1\r\nHost: a, b\r\n\r\n"),
                refusal(400, "a host with a bad port", "GET /toy HTTP/1.1\r\nHost: a:b\r\n\r\n"),
                // Request line
                refusal(414, "a long request line", "GET /toy?" + "a".repeat(9000) + " HTTP/1.1\r\n" + HOST + "\r\n"),
                refusal(400, "no version", "GET /toy\r\n\r\n"),
                refusal(400, "an empty version", "GET /toy \r\n" + HOST + "\r\n"),
                refusal(400, "two spaces", "GET  /toy HTTP/1.1\r\n" + HOST + "\r\n"),
                refusal(400, "a space at the end", "GET /toy HTTP/1.1 \r\n" + HOST + "\r\n"),
                refusal(400, "a space at the start", " GET /toy HTTP/1.1\r\n" + HOST + "\r\n"),
                refusal(400, "a tab for a space", "GET\t/toy\tHTTP/1.1\r\n" + HOST + "\r\n"),
                refusal(400, "a space in the target", "GET /toy a HTTP/1.1\r\n" + HOST + "\r\n"),
                refusal(400, "control bytes in front", "\u0001\u0002GET /toy HTTP/1.1\r\n" + HOST + "\r\n"),
                refusal(400, "a NUL in the target", "GET /toy\0 HTTP/1.1\r\n" + HOST + "\r\n"),
                refusal(400, "a bare CR in the target", "GET /toy\ra HTTP/1.1\r\n" + HOST + "\r\n"),
                refusal(400, "raw UTF-8 in the target", "GET /toy\u00c3\u00a4 HTTP/1.1\r\n" + HOST + "\r\n"),
                refusal(400, "a fragment", "GET /toy#a HTTP/1.1\r\n" + HOST + "\r\n"),
                refusal(400, "a relative target", "GET toy HTTP/1.1\r\n" + HOST + "\r\n"),
                refusal(400, "a bad percent", "GET /toy%zz HTTP/1.1\r\n" + HOST + "\r\n"),
                refusal(400, "a cut percent", "GET /toy%4 HTTP/1.1\r\n" + HOST + "\r\n"),
                refusal(400, "a percent that is not UTF-8", "GET /toy%ff HTTP/1.1\r\n" + HOST + "\r\n"),
                refusal(400, "a percent NUL", "GET /toy%00 HTTP/1.1\r\n" + HOST + "\r\n"),
                refusal(400, "an asterisk for GET", "GET * HTTP/1.1\r\n" + HOST + "\r\n"),
                refusal(400, "another scheme", "GET ftp://localhost/toy HTTP/1.1\r\n" + HOST + "\r\n"),
                refusal(405, "a proxy's method", "CONNECT localhost:80 HTTP/1.1\r\n" + HOST + "\r\n"),
                refusal(505, "version 2.0", "GET /toy HTTP/2.0\r\n" + HOST + "\r\n"),
                refusal(505, "version 0.9", "GET /toy HTTP/0.9\r\n" + HOST + "\r\n"),
                refusal(505, "the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                refusal(400, "a version in small letters", "GET /toy http/1.1\r\n" + HOST + "\r\n"),
                refusal(400, "a version of two digits", "GET /toy HTTP/1.10\r\n" + HOST + "\r\n"),
                refusal(400, "no protocol", "GET /toy FOO/1.1\r\n" + HOST + "\r\n"),
                refusal(400, "a bracket in the method", "G(T /toy HTTP/1.1\r\n" + HOST + "\r\n"),
                refusal(400, "an endless method", "A".repeat(5000)),
                refusal(400, "many empty lines", "\r\n".repeat(50) + "GET /toy HTTP/1.1\r\n" + HOST + "\r\n"),
                refusal(400, "line feeds in front", "\n\nGET /toy HTTP/1.1\r\n" + HOST + "\r\n"),
                refusal(400, "TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"),
                refusal(400, "SSH", "SSH-2.0-OpenSSH_9.2p1\r\n"),
                refusal(400, "noise", "\u00ff\u00fe\u00fd\u00fc"),
                refusal(417, "an unknown expectation", post("Expect: tea", "Content-Length: 3") + "abc"),
                // WebSocket
                refusal(426, "version 8", knock("GET", "websocket", "Upgrade", "8", "dGhlIHNhbXBsZSBub25jZQ==")),
                refusal(426, "version 130", knock("GET", "websocket", "Upgrade", "130", "dGhlIHNhbXBsZSBub25jZQ==")),
                refusal(400, "a short key", knock("GET", "websocket", "Upgrade", "13", "c2hvcnQ=")),
                refusal(
                        400,
                        "a key that is not base64",
                        knock("GET", "websocket", "Upgrade", "13", "????????????????????????")),
                refusal(
                        400,
                        "a WebSocket by POST",
                        knock("POST", "websocket", "Upgrade", "13", "dGhlIHNhbXBsZSBub25jZQ==")),
                refusal(
                        400,
                        "a WebSocket without Upgrade in Connection",
                        knock("GET", "websocket", "close", "13", "dGhlIHNhbXBsZSBub25jZQ==")),
                refusal(
                        400,
                        "two keys",
                        knock(
                                "GET",
                                "websocket",
                                "Upgrade",
                                "13",
                                "dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")),
                refusal(
                        400,
                        "two versions",
                        knock(
                                "GET",
                                "websocket",
                                "Upgrade",
                                "13\r\nSec-WebSocket-Version: 13",
                                "dGhlIHNhbXBsZSBub25jZQ==")),
                refusal(
                        400,
                        "a WebSocket with a body",
                        knock("GET", "websocket", "Upgrade", "13", "dGhlIHNhbXBsZSBub25jZQ==\r\nContent-Length: 1")
                                + "x"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("refused")
    void refusesAndClosesWithoutASecondAnswer(int status, String name, String bytes) {
        handler.events.clear();
        try (var client = RawConnection.connect(host.port())) {
            client.send(bytes);
            client.send(SMUGGLED);

            var answers = new String(client.readToEnd(), StandardCharsets.ISO_8859_1);

            assertThat(answers).startsWith("HTTP/1.1 " + status + " ").containsOnlyOnce("HTTP/1.1 ");
            assertThat(answers).contains("\r\nConnection: close\r\n");
            assertThat(handler.events).noneMatch(event -> event.contains("smuggled"));
        }
        assertInnocentIsServed();
    }

    @Test
    void answersTheSameHoweverTheBytesAreCut() {
        var request = "POST /toy/echo?x HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\nA:\tb \r\n\r\n"
                + "3;x=y\r\nabc\r\n0A\r\n0123456789\r\n0\r\nT: u\r\n\r\nGET /toy/z HTTP/1.1\r\n" + HOST + "\r\n";
        for (var at = 1; at < request.length(); at++) {
            try (var client = RawHttp.connect(host.port())) {
                client.connection().send(request.substring(0, at));
                client.connection().send(request.substring(at));

                assertThat(client.response().text()).isEqualTo("abc0123456789");
                assertThat(client.response().text()).isEqualTo("toy /toy/z");
            }
        }
    }

    @Test
    void takesLimitsThatAreJustReached() {
        var line = "GET /toy HTTP/1.1".length() + 1;
        try (var client = RawHttp.connect(host.port())) {
            assertThat(client.get("/toy?" + "a".repeat(8192 - line)).response().status())
                    .isEqualTo(200);
            assertThat(client.get("/toy", "A: b\r\n".repeat(98) + "C: d")
                            .response()
                            .status())
                    .isEqualTo(200);
            assertThat(client.get("/toy", "A: " + "b".repeat(16_384 - 17 - 5))
                            .response()
                            .status())
                    .isEqualTo(200);
            assertThat(client.post("/toy/echo", "x".repeat(1000)).response().body())
                    .hasSize(1000);
        }
        assertThat(status("GET /toy?" + "a".repeat(8193 - line) + " HTTP/1.1\r\n" + HOST + "\r\n"))
                .isEqualTo(414);
        assertThat(status(get("A: " + "b".repeat(16_384 - 17 - 4)))).isEqualTo(431);
    }

    @Test
    void understandsOtherFormsOfTargets() {
        try (var client = RawHttp.connect(host.port())) {
            assertThat(client.get("http://localhost/toy/x?y").response().text()).isEqualTo("toy /toy/x?y");
            assertThat(client.get("HTTPS://localhost:3000/toy").response().text())
                    .isEqualTo("toy /toy");
            assertThat(client.get("http://localhost").response().status()).isEqualTo(404);
            assertThat(client.request("OPTIONS", "*").response().status()).isEqualTo(404);
            assertThat(client.get("/toy/%C3%A4").response().text()).isEqualTo("toy /toy/%C3%A4");
            assertThat(client.request("BREW", "/toy/x").response().text()).isEqualTo("toy /toy/x");
        }
    }

    @Test
    void keepsOrEndsConnectionsAsTheClientWants() {
        try (var client = RawHttp.connect(host.port())) {
            client.connection().send("GET /toy HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertThat(client.response().header("Connection")).contains("keep-alive");
            assertThat(client.get("/toy").response().header("Connection")).isEmpty();
            assertThat(client.get("/toy", "Connection: foo, Close").response().header("Connection"))
                    .contains("close");
            assertThat(client.connection().closesWithin(Duration.ofSeconds(2))).isTrue();
        }
        try (var client = RawHttp.connect(host.port())) {
            client.connection().send("GET /toy HTTP/1.0\r\n\r\n");
            assertThat(client.response().text()).isEqualTo("toy /toy");
            assertThat(client.connection().closesWithin(Duration.ofSeconds(2))).isTrue();
        }
    }

    @Test
    void answersHeadWithoutABody() {
        try (var client = RawHttp.connect(host.port())) {
            assertThat(client.request("HEAD", "/toy/x").responseToHead().header("Content-Length"))
                    .contains("10");
            assertThat(client.get("/toy").response().text()).isEqualTo("toy /toy");
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() {
        try (var client = RawHttp.connect(host.port())) {
            var requests = new StringBuilder();
            for (var i = 0; i < 2000; i++) {
                requests.append(
                        i % 2 == 0
                                ? "GET /toy/" + i + " HTTP/1.1\r\n" + HOST + "\r\n"
                                : post("Content-Length: 4") + String.format("%04d", i));
            }
            client.connection().send(requests.toString());
            for (var i = 0; i < 2000; i++) {
                assertThat(client.response().text()).isEqualTo(i % 2 == 0 ? "toy /toy/" + i : String.format("%04d", i));
            }
        }
    }

    @Test
    void asksForTheBodyThatAClientHoldsBack() {
        try (var client = RawHttp.connect(host.port())) {
            client.connection().send(post("Expect: 100-continue", "Content-Length: 3"));
            assertThat(client.response().status()).isEqualTo(100);
            client.connection().send("abc");
            assertThat(client.response().text()).isEqualTo("abc");

            client.connection().send(post("Expect: 100-continue", "Content-Length: 2000"));
            assertThat(client.response().status()).isEqualTo(413);
            assertThat(client.connection().closesWithin(Duration.ofSeconds(2))).isTrue();
        }
    }

    @Test
    void refusesTooLargeBodiesBeforeTheyAreRead() {
        assertThat(status(post("Content-Length: 1001"))).isEqualTo(413);
        assertThat(status(post("Content-Length: 999999999999"))).isEqualTo(413);
        assertThat(status(chunked("3E9\r\n" + "x".repeat(1001)))).isEqualTo(413);
        assertThat(status(chunked("7fffffff\r\n" + "x".repeat(1001)))).isEqualTo(413);
    }

    @Test
    void letsTheClientSeeItsRefusalThoughItSendsOn() {
        try (var client = RawConnection.connect(host.port())) {
            client.send(post("Content-Length: 8000000"));
            client.send(new byte[8_000_000]);

            assertThat(new String(client.readToEnd(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 413 ");
        }
        assertInnocentIsServed();
    }

    @Test
    void dropsABodyThatNobodyAskedFor() {
        try (var client = RawHttp.connect(host.port())) {
            assertThat(client.post("/toy/x", "y".repeat(60_000)).response().text())
                    .isEqualTo("toy /toy/x");
            assertThat(client.get("/toy").response().text()).isEqualTo("toy /toy");
            var response = client.post("/toy/x", "y".repeat(70_000)).response();
            assertThat(response.header("Connection")).contains("close");
            assertThat(client.connection().closesWithin(Duration.ofSeconds(2))).isTrue();
        }
    }

    @Test
    void answersAClientThatHasSaidEverything() {
        try (var client = RawHttp.connect(host.port())) {
            client.get("/toy/x").connection().shutdownOutput();
            assertThat(client.response().text()).isEqualTo("toy /toy/x");
            assertThat(client.connection().closesWithin(Duration.ofSeconds(2))).isTrue();
        }
    }

    @Test
    void survivesHandlersThatFail() {
        try (var client = RawHttp.connect(host.port())) {
            assertThat(client.get("/toy/undecided").response().status()).isEqualTo(500);
            assertThat(client.connection().closesWithin(Duration.ofSeconds(2))).isTrue();
        }
        try (var client = RawHttp.connect(host.port())) {
            assertThat(client.get("/toy/throw").response().status()).isEqualTo(500);
            assertThat(client.connection().closesWithin(Duration.ofSeconds(2))).isTrue();
        }
        assertThat(status("GET /toy/abort HTTP/1.1\r\n" + HOST + "\r\n")).isZero();
        assertInnocentIsServed();
    }

    @Test
    void compressesWhatIsWorthItAndWanted() {
        try (var client = RawHttp.connect(host.port())) {
            var zipped = client.get("/toy/zip", "Accept-Encoding: br, gzip").response();
            assertThat(zipped.header("Content-Encoding")).contains("gzip");
            assertThat(zipped.header("Vary")).contains("Accept-Encoding");
            assertThat(zipped.body()).hasSizeLessThan(200);
            assertThat(client.get("/toy/zip", "Accept-Encoding: gzip;q=0, deflate;q=0.5")
                            .response()
                            .header("Content-Encoding"))
                    .contains("deflate");
            assertThat(client.get("/toy/zip", "Accept-Encoding: br").response().body())
                    .hasSize(5000);
            assertThat(client.get("/toy/zip").response().header("Content-Encoding"))
                    .isEmpty();
        }
    }

    private static void assertInnocentIsServed() {
        try (var innocent = RawHttp.connect(host.port())) {
            assertThat(innocent.get("/toy").response().text()).isEqualTo("toy /toy");
        }
    }

    private static int status(String bytes) {
        try (var client = RawConnection.connect(host.port())) {
            client.send(bytes);
            var answer = new String(client.readToEnd(), StandardCharsets.ISO_8859_1);
            return answer.isEmpty() ? 0 : Integer.parseInt(answer.substring(9, 12));
        }
    }

    private static Arguments refusal(int status, String name, String bytes) {
        return Arguments.of(status, name, bytes);
    }

    private static String get(String line) {
        return "GET /toy HTTP/1.1\r\n" + HOST + line + "\r\n\r\n";
    }

    private static String post(String... lines) {
        return "POST /toy/echo HTTP/1.1\r\n" + HOST + String.join("\r\n", lines) + "\r\n\r\n";
    }

    private static String chunked(String body) {
        return post("Transfer-Encoding: chunked") + body;
    }

    private static String knock(String method, String upgrade, String connection, String version, String key) {
        return method + " /toy/ws HTTP/1.1\r\n" + HOST + "Upgrade: " + upgrade + "\r\nConnection: " + connection
                + "\r\nSec-WebSocket-Version: " + version + "\r\nSec-WebSocket-Key: " + key + "\r\n\r\n";
    }
}
