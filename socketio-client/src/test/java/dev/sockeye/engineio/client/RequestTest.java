package dev.sockeye.engineio.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Message;
import java.net.CookieManager;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests say: path, query, headers, cookies, bodies. */
final class RequestTest {
    private static EngineClient client;

    @BeforeAll
    static void start() {
        client = EngineClient.start(true, 1);
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    /** A server that opens polling and WebSocket sessions, and sets cookies. */
    private static RawServer server(String... headers) throws Exception {
        return RawServer.answering((peer, request) -> {
            if (request.target().contains("transport=websocket")) {
                peer.accept(request);
                if (request.target().contains("sid=")) {
                    peer.next();
                    peer.text("3probe");
                } else {
                    peer.text(RawServer.open());
                }
                peer.awaitEnd();
            } else if (request.method().equals("POST")) {
                peer.ok("ok");
            } else if (request.target().contains("sid=")) {
                peer.awaitEnd();
            } else {
                var packet = RawServer.open("\"websocket\"", 25000, 20000);
                peer.answer(200, request.target().contains("EIO=3") ? packet.length() + ":" + packet : packet, headers);
            }
        });
    }

    private static RawServer.Request next(RawServer server) throws Exception {
        var request = server.requests.poll(10, SECONDS);
        assertThat(request).isNotNull();
        return request;
    }

    private static List<RawServer.Request> requests(
            int count, RawServer server, String query, UnaryOperator<EngineClientOptions.Builder> options)
            throws Exception {
        var told = new Recording();
        var engine = client.open(
                URI.create(server.uri() + query),
                options.apply(EngineClientOptions.builder()).build(),
                told);
        var seen = new ArrayList<RawServer.Request>();
        while (seen.size() < count) {
            seen.add(next(server));
        }
        engine.abort(CloseReason.FORCED_CLOSE);
        told.awaitClose();
        return seen;
    }

    private static String withoutTimestamp(String target) {
        return target.replaceAll("&t=[0-9a-z]{8}", "&t=*");
    }

    @Test
    void pathAndQueryAreTheOfficialOnes() throws Exception {
        try (var server = server()) {
            var seen = requests(3, server, "", options -> options);

            assertThat(seen.get(0).method()).isEqualTo("GET");
            assertThat(withoutTimestamp(seen.get(0).target())).isEqualTo("/engine.io/?EIO=4&transport=polling&t=*");
            assertThat(seen.stream().skip(1).map(request -> withoutTimestamp(request.target())))
                    .contains(
                            "/engine.io/?EIO=4&transport=polling&t=*&sid=" + RawServer.SID,
                            "/engine.io/?EIO=4&transport=websocket&sid=" + RawServer.SID);
            assertThat(seen.get(0).header("host")).isEqualTo("127.0.0.1:" + server.port());
            assertThat(seen.get(0).header("accept")).isEqualTo("*/*");
            assertThat(seen.get(0).header("origin")).isEmpty();
            assertThat(seen.get(0).header("cookie")).isEmpty();
        }
    }

    @Test
    void theQueriesOfUriAndOptionsAreMergedAndTheUrisWins() throws Exception {
        try (var server = server()) {
            var seen = requests(
                    1,
                    server,
                    "/chat?token=a%20b&x=uri&EIO=9&sid=mine&transport=none&t=0&flag",
                    options -> options.query(Map.of("x", "options"))
                            .transportOptions("polling", new TransportOptions(Map.of(), Map.of("only", "ü&="))));

            assertThat(withoutTimestamp(seen.get(0).target()))
                    .isEqualTo("/engine.io/?x=uri&only=%C3%BC%26%3D&token=a%20b&flag=&EIO=4&transport=polling&t=*");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/socket.io, true, /socket.io/",
        "/socket.io/, true, /socket.io/",
        "/socket.io/, false, /socket.io",
        "/a/b, false, /a/b",
        "/, false, /"
    })
    void theSlashAtTheEndIsAsWanted(String path, boolean slash, String expected) throws Exception {
        try (var server = server()) {
            var seen = requests(1, server, "", options -> options.path(path).addTrailingSlash(slash));

            assertThat(seen.get(0).target()).startsWith(expected + "?EIO=4");
        }
    }

    @Test
    void timestampsAreWhereTheyAreWanted() throws Exception {
        try (var server = server()) {
            assertThat(requests(1, server, "", options -> options.timestampRequests(false))
                            .get(0)
                            .target())
                    .isEqualTo("/engine.io/?EIO=4&transport=polling");
        }
        try (var server = server()) {
            assertThat(requests(
                                    1,
                                    server,
                                    "",
                                    options -> options.timestampRequests(true)
                                            .timestampParam("now")
                                            .transports("websocket"))
                            .get(0)
                            .target())
                    .matches("/engine.io/\\?EIO=4&transport=websocket&now=[0-9a-z]{8}");
        }
    }

    @Test
    void forcedBase64IsTold() throws Exception {
        try (var server = server()) {
            var seen = requests(
                    3,
                    server,
                    "",
                    options -> options.revision(EngineRevision.V3).forceBase64(true));

            assertThat(seen.get(0).target()).startsWith("/engine.io/?EIO=3").contains("&b64=1");
            assertThat(seen.stream().skip(1).filter(request -> request.target().contains("polling")))
                    .allSatisfy(request -> assertThat(request.target()).doesNotContain("b64"));
            assertThat(seen.stream().filter(request -> request.target().contains("websocket")))
                    .allSatisfy(request -> assertThat(request.target()).contains("&b64=1"));
        }
    }

    @Test
    void extraHeadersGoWithAllRequestsAndThoseOfOneTransportOnlyWithItsOwn() throws Exception {
        try (var server = server()) {
            var seen = requests(
                    3,
                    server,
                    "",
                    options -> options.extraHeaders(Map.of("X-All", List.of("1", "2"), "user-agent", List.of("mine")))
                            .transportOptions("polling", TransportOptions.header("x-all", "polling"))
                            .origin("https://page.example"));

            assertThat(seen.stream().filter(request -> request.target().contains("polling")))
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request.header("x-all")).isEqualTo("polling"));
            assertThat(seen.stream().filter(request -> request.target().contains("websocket")))
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request.header("x-all")).isEqualTo("1, 2"));
            assertThat(seen).allSatisfy(request -> {
                assertThat(request.header("user-agent")).isEqualTo("mine");
                assertThat(request.header("origin")).isEqualTo("https://page.example");
            });
        }
    }

    @Test
    void webSocketHandshakesOfferCompressionAndProtocols() throws Exception {
        try (var server = server()) {
            var request = requests(
                            1,
                            server,
                            "",
                            options -> options.transports("websocket").protocols("a", "b"))
                    .get(0);

            assertThat(request.header("sec-websocket-version")).isEqualTo("13");
            assertThat(request.header("sec-websocket-protocol")).isEqualTo("a,b");
            assertThat(request.header("sec-websocket-extensions"))
                    .isEqualTo("permessage-deflate; server_no_context_takeover; client_no_context_takeover");
        }
        try (var server = server()) {
            var request = requests(
                            1,
                            server,
                            "",
                            options -> options.transports("websocket").perMessageDeflate(OptionalInt.empty()))
                    .get(0);

            assertThat(request.headers()).doesNotContainKey("sec-websocket-extensions");
        }
    }

    @Test
    void cookiesAreForgottenUnlessWanted() throws Exception {
        try (var server = server("Set-Cookie: a=1")) {
            assertThat(requests(3, server, "", options -> options))
                    .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("cookie"));
        }
    }

    @Test
    void cookiesComeBackOnAllTransportsWhereTheyBelong() throws Exception {
        try (var server = server(
                "Set-Cookie: lb=node1; Path=/",
                "Set-Cookie: secret=1; Secure",
                "Set-Cookie: other=1; Path=/elsewhere",
                "Set-Cookie: foreign=1; Domain=example.com")) {
            var seen = requests(
                    3, server, "", options -> options.withCredentials(true).extraHeader("Cookie", "own=1"));

            assertThat(seen.get(0).header("cookie")).isEqualTo("own=1");
            assertThat(seen.subList(1, 3))
                    .allSatisfy(request -> assertThat(request.header("cookie")).isEqualTo("own=1; lb=node1"));
        }
    }

    @Test
    void anApplicationMayKeepTheCookies() throws Exception {
        var cookies = new CookieManager();
        try (var server = server("Set-Cookie: lb=node1; Path=/")) {
            requests(2, server, "", options -> options.cookies(cookies));

            assertThat(cookies.getCookieStore().getCookies()).hasSize(1);
            assertThat(requests(1, server, "", options -> options.cookies(cookies))
                            .get(0)
                            .header("cookie"))
                    .isEqualTo("lb=node1");
        }
    }

    @Test
    void cookiesDoNotPileUp() throws Exception {
        var cookies = new MemoryCookies();
        var uri = URI.create("http://host.example/");
        for (var i = 0; i < 1000; i++) {
            cookies.put(uri, Map.of("Set-Cookie", List.of("c" + i + "=1")));
        }
        cookies.put(uri, Map.of("Set-Cookie", List.of("big=" + "x".repeat(5000))));

        assertThat(cookies.store().getCookies()).hasSize(300);
    }

    @Test
    void bodiesOfRevision3AreBinaryWhereTheyMustBe() throws Exception {
        try (var server = server()) {
            var told = new Recording();
            var engine = client.open(
                    server.uri(),
                    EngineClientOptions.builder()
                            .revision(EngineRevision.V3)
                            .upgrade(false)
                            .build(),
                    told);
            engine.send(List.of(Message.text("ü"), Message.binary(Bytes.wrap(new byte[] {1}))));
            var request = next(server);
            while (request.method().equals("GET")) {
                request = next(server);
            }

            assertThat(request.header("content-type")).isEqualTo("application/octet-stream");
            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example, a.example, 80, false, a.example",
        "https://a.example, a.example, 443, true, a.example",
        "ws://a.example:8080/x, a.example, 8080, false, a.example:8080",
        "WSS://u:p@a.example:443/, a.example, 443, true, a.example",
        "http://my_host:3000, my_host, 3000, false, my_host:3000",
        "http://[::1]:3000, ::1, 3000, false, [::1]:3000",
        "http://[::1], ::1, 80, false, [::1]",
        "http://a.example:, a.example, 80, false, a.example",
    })
    void urisAreUnderstood(String uri, String host, int port, boolean secure, String header) {
        var target = Target.of(URI.create(uri), EngineClientOptions.defaults());

        assertThat(target.host()).isEqualTo(host);
        assertThat(target.port()).isEqualTo(port);
        assertThat(target.secure()).isEqualTo(secure);
        assertThat(target.hostHeader()).isEqualTo(header);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a.example", "a.example", "/path", "http:/a", "http://a.example:99999", "http://:80"})
    void otherUrisAreRefused(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.open(URI.create(uri), EngineClientOptions.defaults(), new Recording()))
                .withMessageStartingWith("uri: ");
    }
}
