package dev.sockeye.socketio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sockeye.engineio.server.Admission;
import dev.sockeye.engineio.server.CorsPolicy;
import dev.sockeye.engineio.server.host.HttpExchange;
import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.engineio.server.host.Response;
import dev.sockeye.socketio.server.SocketIoServer;
import dev.sockeye.socketio.server.SocketIoServerBuilder;
import dev.sockeye.testkit.RawHttp;
import dev.sockeye.testkit.RawResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What answers say of origins, configuration by configuration, byte by byte. A is admitted, E never. */
final class CorsTableTest {
    private static final String A = "https://example.com";
    private static final String E = "https://evil.example";
    private static final String GET = "GET transport=polling";
    private static final String BAD = "GET transport=bad";
    private static final String UNKNOWN = "POST transport=polling&sid=unknown";
    private static final String OPTIONS = "OPTIONS transport=polling";
    private static final String WEBSOCKET = "WEBSOCKET transport=websocket";
    private static final String FOR_A = "ACAO " + A + ", Vary Origin";
    private static final String VARY = "Vary Origin";
    private static final String REFUSED = "{\"code\":4,\"message\":\"Origin " + E + " is not allowed\"}";

    private final List<DynamicTest> tests = new ArrayList<>();
    private final List<NettyHost> hosts = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> profileOf2x() {
        var v2 = host(v2());
        row("default", v2, GET, A, 200, FOR_A + ", ACAC true");
        row("default", v2, GET, null, 200, "ACAO *, Vary Origin");
        row("default", v2, GET, "null", 200, "ACAO null, Vary Origin, ACAC true");
        row("default", v2, "GET transport=polling&j=0", A, 200, "");
        row("default", v2, BAD, A, 400, FOR_A + ", ACAC true");
        row("default", v2, UNKNOWN, A, 400, FOR_A + ", ACAC true");
        row("default", v2, OPTIONS, A, 204, FOR_A + ", ACAC true, ACAM GET,POST, ACAH Content-Type");
        row("default", v2, WEBSOCKET, E, 101, "");

        var list = host(v2().origins(A + ":443"));
        row("list", list, GET, A, 200, FOR_A + ", ACAC true");
        row("list", list, GET, E, 403, VARY, REFUSED);
        row("list", list, GET, null, 200, VARY + ", ACAC true");
        row("list", list, GET, "null", 403, VARY);
        row("list", list, UNKNOWN, E, 403, VARY, REFUSED);
        row("list", list, WEBSOCKET, E, 403, VARY, REFUSED);
        row("list without a port", host(v2().origins(A)), GET, A, 200, FOR_A + ", ACAC true");

        var left = host(SocketIoServer.builder().v2().cors(CorsPolicy.any().handlePreflightRequest(new Own(404))));
        row("handlePreflightRequest false", left, OPTIONS, A, 404, "");
        var picky = host(v2().engine(engine -> engine.allowRequest(request -> CompletableFuture.completedStage(
                request.header("Origin").isEmpty() ? Admission.admit() : Admission.refuse()))));
        row("allowRequest", picky, GET, A, 403, FOR_A + ", ACAC true", "{\"code\":4,\"message\":\"Forbidden\"}");
        row("allowRequest", picky, GET, null, 200, "ACAO *, Vary Origin");
        return tests();
    }

    @TestFactory
    Stream<DynamicTest> noneAndAll() {
        var none = host(SocketIoServer.builder());
        row("none", none, GET, null, 200, VARY);
        row("none", none, GET, E, 403, VARY, REFUSED);
        row("none", none, OPTIONS, E, 403, VARY, REFUSED);
        row("none", none, WEBSOCKET, E, 403, VARY, REFUSED);
        row("none", none, WEBSOCKET, null, 101, VARY);
        var any = cors(CorsPolicy.any());
        var asked = "ACAM GET,POST, ACAH content-type,x-custom";
        row("any", any, GET, A, 200, "ACAO *");
        row("any", any, GET, null, 200, "ACAO *");
        row("any", any, OPTIONS, A, 204, "ACAO *, Vary Access-Control-Request-Headers, " + asked);
        row("any", any, WEBSOCKET, E, 101, "ACAO *");
        row("any, credentials", cors(CorsPolicy.any().credentials(true)), GET, A, 200, "ACAO *");
        var reflecting = cors(CorsPolicy.reflecting().credentials(true));
        row("reflecting, credentials", reflecting, GET, E, 200, "ACAO " + E + ", Vary Origin");
        row("reflecting, credentials", reflecting, GET, null, 200, VARY);
        row("reflecting, credentials", reflecting, GET, "null", 200, "ACAO null, Vary Origin");
        return tests();
    }

    @TestFactory
    Stream<DynamicTest> whatNamesNoOriginOrManyOrNoneThatIsOne() {
        var listed = cors(CorsPolicy.origins(A));
        var any = cors(CorsPolicy.any());
        var reflecting = cors(CorsPolicy.reflecting());
        var v2 = host(v2());
        for (var odd : List.of("null", "https://Example.com", A + '.')) {
            row("listed", listed, GET, odd, 403, VARY);
            row("any", any, GET, odd, 200, "ACAO *");
            row("reflecting", reflecting, GET, odd, 200, "ACAO " + odd + ", Vary Origin");
            row("2.x", v2, GET, odd, 200, "ACAO " + odd + ", Vary Origin, ACAC true");
            row("listed", listed, WEBSOCKET, odd, 403, VARY);
        }
        for (var none : List.of(A + "\r\nOrigin: " + E, A + "\r\nOrigin: " + A, A + "/chat", A + " " + A, "x")) {
            var told = "{\"code\":4,\"message\":\"Origin " + none.replace("\r\nOrigin: ", ", ") + " is not valid\"}";
            row("listed", listed, GET, none, 403, VARY, told);
            row("any", any, GET, none, 200, "ACAO *");
            row("reflecting", reflecting, GET, none, 403, VARY, told);
            row("2.x", v2, GET, none, 403, VARY, told);
        }
        row("with the dot", cors(CorsPolicy.origins(A + '.')), GET, A + '.', 200, "ACAO " + A + "., Vary Origin");
        row("with the dot", cors(CorsPolicy.origins(A + '.')), GET, A, 403, VARY);
        return tests();
    }

    @TestFactory
    Stream<DynamicTest> oneAndSeveral() {
        var one = cors(CorsPolicy.origins(A));
        var asked = "ACAM GET,POST, ACAH content-type,x-custom";
        row("one", one, GET, A, 200, FOR_A);
        row("one", one, GET, E, 403, VARY, REFUSED);
        row("one", one, GET, null, 200, VARY);
        row("one", one, OPTIONS, A, 204, FOR_A + ", Access-Control-Request-Headers, " + asked);
        row("one", one, OPTIONS, E, 403, VARY, REFUSED);
        row("one", one, BAD, A, 400, FOR_A);
        row("one", one, "DELETE transport=polling", A, 400, FOR_A);
        row("one", one, UNKNOWN, A, 400, FOR_A);
        row("one", one, WEBSOCKET, A, 101, FOR_A);
        row("one", one, WEBSOCKET, E, 403, VARY, REFUSED);
        row("pattern", cors(CorsPolicy.matching(Pattern.compile("https://.*\\.com"))), GET, A, 200, FOR_A);
        var all = cors(CorsPolicy.origins(A, "https://b.example")
                .credentials(true)
                .methods("GET", "POST")
                .allowedHeaders("my-custom-header")
                .exposedHeaders("x-a", "x-b")
                .maxAge(Duration.ofMinutes(10)));
        var granted = FOR_A + ", ACAC true, ACAM GET,POST, ACAH my-custom-header, ACMA 600, ACEH x-a,x-b";
        row("list", all, GET, A, 200, FOR_A + ", ACAC true, ACEH x-a,x-b");
        row("list", all, GET, E, 403, VARY, REFUSED);
        row("list", all, OPTIONS, A, 204, granted);
        row("list", all, OPTIONS, E, 403, VARY, REFUSED);
        row("list", all, WEBSOCKET, A, 101, FOR_A + ", ACAC true, ACEH x-a,x-b");
        row("no headers", cors(CorsPolicy.origins(A).allowedHeaders()), OPTIONS, A, 204, FOR_A + ", ACAM GET,POST");
        row(
                "zero age",
                cors(CorsPolicy.origins(A).allowedHeaders().maxAge(Duration.ZERO)),
                OPTIONS,
                A,
                204,
                FOR_A + ", ACAM GET,POST, ACMA 0");
        return tests();
    }

    @TestFactory
    Stream<DynamicTest> functionsAndPreflights() {
        var asked = FOR_A + ", Access-Control-Request-Headers, ACAM GET,POST, ACAH content-type,x-custom";
        var judged = cors(CorsPolicy.matching((String origin) -> origin.equals(A)));
        row("predicate", judged, GET, A, 200, FOR_A);
        row("predicate", judged, WEBSOCKET, E, 403, VARY, REFUSED);
        var failing =
                cors(CorsPolicy.deciding(origin -> CompletableFuture.failedStage(new IllegalStateException("x"))));
        row("function that fails", failing, GET, A, 400, VARY, "{\"code\":3,\"message\":\"Bad request\"}");
        row("function that fails", failing, WEBSOCKET, A, 400, VARY, "Bad request");
        var status = cors(CorsPolicy.origins(A).optionsSuccessStatus(200));
        row("optionsSuccessStatus", status, OPTIONS, A, 200, asked);
        var continued = cors(CorsPolicy.origins(A).preflightContinue(true));
        row("preflightContinue", continued, OPTIONS, A, 404, asked);
        var picky = host(SocketIoServer.builder()
                .cors(CorsPolicy.origins(A))
                .engine(engine ->
                        engine.allowRequest(request -> CompletableFuture.completedStage(Admission.refuse("no way")))));
        row("allowRequest", picky, GET, A, 403, FOR_A, "{\"code\":4,\"message\":\"no way\"}");
        row("allowRequest", picky, WEBSOCKET, A, 400, FOR_A, "no way");
        var lenient = host(
                SocketIoServer.builder().cors(CorsPolicy.origins(A)).engine(engine -> engine.corsHeadersOnly(true)));
        row("headers only", lenient, GET, E, 200, VARY);
        row("headers only", lenient, WEBSOCKET, E, 101, VARY);
        var near = cors(CorsPolicy.origins(A).allowedHeaders().privateNetwork(true));
        row("private network", near, OPTIONS, A, 204, FOR_A + ", ACAM GET,POST, ACAP true");
        return tests();
    }

    @TestFactory
    Stream<DynamicTest> whatIsTooMuch() {
        for (var eio : List.of(3, 4)) {
            var io = SocketIoServer.builder()
                    .cors(CorsPolicy.origins(A).credentials(true).exposedHeaders("x-a"))
                    .engine(engine -> engine.maxHttpBufferSize(100))
                    .build();
            var host = host(io);
            var told = FOR_A + ", ACAC true, ACEH x-a";
            var way = "/socket.io/?EIO=" + eio + "&transport=polling";
            tests.add(dynamicTest("a body that is too large, revision " + eio, () -> {
                try (var client = RawHttp.connect(host.port())) {
                    var opened = client.get(way, "Origin: " + A).response().text();
                    var target = way + "&sid=" + opened.replaceAll(".*\"sid\":\"([^\"]+)\".*", "$1");
                    var answer =
                            client.post(target, "x".repeat(101), "Origin: " + A).response();
                    assertThat(answer.status()).isEqualTo(413);
                    assertThat(cors(answer)).isEqualTo(told);
                }
            }));
            tests.add(dynamicTest("a session while the server stops, revision " + eio, () -> {
                io.engine().refuseNew(Duration.ofSeconds(5));
                try (var client = RawHttp.connect(host.port())) {
                    var answer = client.get(way, "Origin: " + A).response();
                    assertThat(answer.status()).isEqualTo(503);
                    assertThat(answer.header("Retry-After")).hasValue("5");
                    assertThat(cors(answer)).isEqualTo(told);
                }
                try (var client = RawHttp.connect(host.port())) {
                    var answer = client.get(way, "Origin: " + E).response();
                    assertThat(answer.status()).isEqualTo(403);
                    assertThat(cors(answer)).isEqualTo(VARY);
                }
            }));
        }
        return tests();
    }

    private static SocketIoServerBuilder v2() {
        return SocketIoServer.builder().v2().engine(engine -> engine.noCookie());
    }

    private NettyHost cors(CorsPolicy policy) {
        return host(SocketIoServer.builder().cors(policy));
    }

    private NettyHost host(SocketIoServerBuilder builder) {
        return host(builder.build());
    }

    private NettyHost host(SocketIoServer io) {
        var host = NettyHost.builder(io)
                .host("127.0.0.1")
                .threads(1)
                .daemon(true)
                .beforeClose(io::close)
                .bind();
        hosts.add(host);
        return host;
    }

    private Stream<DynamicTest> tests() {
        return tests.stream().onClose(() -> hosts.forEach(NettyHost::closeAsync));
    }

    private void row(String name, NettyHost host, String what, @Nullable String origin, int status, String headers) {
        row(name, host, what, origin, status, headers, null);
    }

    private void row(
            String name,
            NettyHost host,
            String what,
            @Nullable String origin,
            int status,
            String headers,
            @Nullable String body) {
        tests.add(dynamicTest(name + ": " + what + ", origin " + origin, () -> {
            try (var client = RawHttp.connect(host.port())) {
                var eio = name.equals("default") ? 3 : 4;
                var answer = ask(client, what, origin, eio);

                assertThat(answer.status()).isEqualTo(status);
                assertThat(cors(answer)).isEqualTo(headers);
                if (body != null) {
                    assertThat(answer.text()).isEqualTo(body);
                }
            }
        }));
    }

    private static RawResponse ask(RawHttp client, String what, @Nullable String origin, int eio) {
        var webSocket = what.startsWith("WEBSOCKET");
        var lines = new ArrayList<String>();
        if (origin != null) {
            lines.add("Origin: " + origin);
        }
        if (webSocket) {
            lines.addAll(List.of(
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
        } else if (what.startsWith("OPTIONS")) {
            lines.addAll(List.of(
                    "Access-Control-Request-Method: POST",
                    "Access-Control-Request-Headers: content-type,x-custom",
                    "Access-Control-Request-Private-Network: true"));
        }
        var words = what.split(" ");
        var target = "/socket.io/?EIO=" + eio + "&" + words[1];
        client.request(webSocket ? "GET" : words[0], target, lines.toArray(String[]::new));
        return client.response();
    }

    private static String cors(RawResponse answer) {
        var seen = new ArrayList<String>();
        for (var name : List.of(
                "ACAO Access-Control-Allow-Origin",
                "Vary Vary",
                "ACAC Access-Control-Allow-Credentials",
                "ACAM Access-Control-Allow-Methods",
                "ACAH Access-Control-Allow-Headers",
                "ACMA Access-Control-Max-Age",
                "ACAP Access-Control-Allow-Private-Network",
                "ACEH Access-Control-Expose-Headers")) {
            var words = name.split(" ");
            answer.header(words[1]).ifPresent(value -> seen.add(words[0] + " " + value));
        }
        return String.join(", ", seen);
    }

    /** An application's own handler of preflights. */
    private record Own(int status) implements HttpHandler {
        @Override
        public boolean matches(String rawTarget) {
            return false;
        }

        @Override
        public void handle(HttpExchange exchange) {
            exchange.respond(Response.empty(status));
        }
    }
}
