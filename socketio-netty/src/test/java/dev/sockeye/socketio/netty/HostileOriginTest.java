package dev.sockeye.socketio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sockeye.engineio.server.CorsPolicy;
import dev.sockeye.engineio.server.JsonpMode;
import dev.sockeye.socketio.server.SocketIoServer;
import dev.sockeye.testkit.RawHttp;
import dev.sockeye.testkit.RawResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Origins that look like an admitted one, or like nothing that a browser sends: refused on every way in. */
final class HostileOriginTest {
    private static final List<String> DECOYS = List.of(
            "https://example.com.evil.com",
            "https://evilexample.com",
            "https://example.com:8443",
            "https://example.com:443@evil.com",
            "https://example.com@evil.com",
            "http://example.com",
            "HTTPS://EXAMPLE.COM",
            "https://Example.com",
            "https://example.com.",
            "https://example.com/",
            "https://example.com/path",
            "https://example.com?x",
            "https://example.com#x",
            "https://example.com\\evil.com",
            "https://sub.example.com",
            "https://example.co",
            "https://xexample.com",
            "https://example.com https://evil.com",
            "https://example.com, https://evil.com",
            "https://evil.com, https://example.com",
            "https://example.com\tx",
            "https://example.com%00.evil.com",
            "https://exampl\u00e9.com",
            "//example.com",
            "example.com",
            "https:example.com",
            "https://",
            "*",
            "null",
            "Null",
            "file://",
            "javascript://example.com",
            "https://example.com:443:443",
            "https://example.com:99999",
            "https://[::1]",
            "https://" + "a".repeat(5000) + ".example.com");
    private static final String WAY_IN = "/socket.io/?EIO=4&transport=";

    private final SocketIoServer io = SocketIoServer.builder()
            .cors(CorsPolicy.origins("https://example.com").credentials(true))
            .engine(engine -> engine.jsonp(JsonpMode.ON))
            .build();
    private final NettyHost host = NettyHost.builder(io)
            .host("127.0.0.1")
            .threads(1)
            .daemon(true)
            .beforeClose(io::close)
            .bind();

    @AfterEach
    void close() {
        host.close();
    }

    @TestFactory
    Stream<DynamicTest> refusesDecoysOnEveryWayIn() {
        return DECOYS.stream()
                .map(decoy -> dynamicTest(decoy.length() > 60 ? "a long one" : decoy, () -> {
                    var sid = open();
                    for (var way : List.of(
                            "polling", "polling&sid=" + sid, "polling&j=0", "websocket", "websocket&sid=" + sid)) {
                        refused(ask("GET", WAY_IN + way, "Origin: " + decoy), way);
                    }
                    refused(ask("POST", WAY_IN + "polling&sid=" + sid, "Origin: " + decoy), "post");
                    refused(ask("OPTIONS", WAY_IN + "polling", "Origin: " + decoy), "preflight");
                    // The session is none the worse for it.
                    var fine = ask("POST", WAY_IN + "polling&sid=" + sid, "Origin: https://example.com");
                    assertThat(fine.text()).isEqualTo("ok");
                }));
    }

    @Test
    void refusesForeignPagesThatNameNoOrigin() {
        var sid = open();
        for (var signs : List.of(
                List.of("Sec-Fetch-Site: cross-site"),
                List.of("Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"),
                List.of("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Referer: https://evil.com/"),
                List.of("Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"),
                List.of("Sec-Fetch-Site: nonsense"),
                List.of("Sec-Fetch-Site:"),
                List.of("Referer: https://evil.com/"))) {
            var headers = signs.toArray(String[]::new);
            for (var way : List.of("polling", "polling&sid=" + sid, "websocket", "websocket&sid=" + sid)) {
                for (var target : List.of(WAY_IN + way, WAY_IN.replace("EIO=4", "EIO=3") + way)) {
                    var answer = ask("GET", target, headers);
                    assertThat(answer.status()).describedAs(target).isEqualTo(403);
                    assertThat(answer.header("Vary")).hasValue("Origin");
                    assertThat(answer.text()).startsWith("{\"code\":4,");
                }
            }
        }
        assertThat(io.engine().sessionCount()).isEqualTo(1);
    }

    @Test
    void servesWhoComesFromNoForeignPage() {
        for (var signs : List.of(
                List.of("Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate", "Sec-Fetch-User: ?1"),
                List.of("Sec-Fetch-Site: same-origin"),
                List.of("Referer: http://localhost/page"),
                List.of("Sec-Fetch-Site: cross-site", "Referer: https://example.com/page"),
                List.<String>of())) {
            assertThat(ask("GET", WAY_IN + "polling", signs.toArray(String[]::new))
                            .status())
                    .describedAs("%s", signs)
                    .isEqualTo(200);
        }
    }

    @Test
    void servesTheBundleToAllButLetsNoStrangerReadIt() {
        var answer = ask("GET", "/socket.io/socket.io.js", "Origin: https://evil.com");

        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.header("Vary"))
                .hasValueSatisfying(value -> assertThat(value).contains("Origin"));
    }

    @Test
    void refusesTwoOriginHeaders() {
        for (var second : List.of("https://example.com", "https://evil.com", "")) {
            refused(ask("GET", WAY_IN + "polling", "Origin: https://example.com", "Origin: " + second), "polling");
            refused(ask("GET", WAY_IN + "websocket", "Origin: https://example.com", "Origin: " + second), "websocket");
        }
    }

    @Test
    void endsConnectionsWithControlCharactersInOrigins() {
        for (var origin :
                List.of("https://example.com\u0000", "https://example.com\u0001.evil.com", "\u007fhttps://a.b")) {
            var answer = ask("GET", WAY_IN + "polling", "Origin: " + origin);
            assertThat(answer.status()).isIn(400, 403);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    @Test
    void neverSendsBackWhatIsNoOrigin() {
        var reflecting = SocketIoServer.builder().cors(CorsPolicy.reflecting()).build();
        try (var all = NettyHost.builder(reflecting)
                .host("127.0.0.1")
                .threads(1)
                .daemon(true)
                .beforeClose(reflecting::close)
                .bind()) {
            for (var origin :
                    List.of("https://a.b, https://c.d", "<script>", "https://a.b\tX-Injected: 1", "https://a b")) {
                try (var client = RawHttp.connect(all.port())) {
                    var answer =
                            client.get(WAY_IN + "polling", "Origin: " + origin).response();
                    assertThat(answer.header("Access-Control-Allow-Origin"))
                            .describedAs(origin)
                            .isEmpty();
                    assertThat(answer.status()).describedAs(origin).isIn(400, 403);
                }
            }
        }
    }

    private String open() {
        var text = ask("GET", WAY_IN + "polling", "Origin: https://example.com").text();
        return text.replaceAll(".*\"sid\":\"([^\"]+)\".*", "$1");
    }

    private static void refused(RawResponse answer, String way) {
        assertThat(answer.status()).describedAs(way).isEqualTo(403);
        assertThat(answer.header("Access-Control-Allow-Origin"))
                .describedAs(way)
                .isEmpty();
        assertThat(answer.header("Access-Control-Allow-Credentials"))
                .describedAs(way)
                .isEmpty();
        assertThat(answer.header("Vary")).describedAs(way).hasValue("Origin");
        assertThat(answer.text()).describedAs(way).startsWith("{\"code\":4,\"message\":\"Origin ");
    }

    private RawResponse ask(String method, String target, String... headers) {
        var lines = new ArrayList<>(List.of(headers));
        if (target.contains("websocket")) {
            lines.addAll(List.of(
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
        }
        try (var client = RawHttp.connect(host.port())) {
            var all = lines.toArray(String[]::new);
            return (method.equals("POST") ? client.post(target, "6", all) : client.request(method, target, all))
                    .response();
        }
    }
}
