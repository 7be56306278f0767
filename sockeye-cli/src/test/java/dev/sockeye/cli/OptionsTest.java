package dev.sockeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.server.CorsPolicy;
import dev.sockeye.engineio.server.EngineOptions;
import dev.sockeye.engineio.server.EngineServer;
import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.testkit.RawHttp;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "--port 70000 | '--port': 70000 (expected: a port, 0 to 65535)",
                "--ping-interval 0 | '--ping-interval': 0 (expected: whole milliseconds > 0)",
                "--drain 0s | '--drain': 0s (expected: whole milliseconds > 0, or with a unit: 500ms, 10s)",
                "--drain soon | '--drain': soon (expected: whole milliseconds > 0, or with a unit: 500ms, 10s)",
                "--ping-timeout 1s | '--ping-timeout': 1s (expected: whole milliseconds > 0)",
                "--max-payload 0 | '--max-payload': 0 (expected: bytes, 1 to 1073741824)",
                "--transports smoke | '--transports' (<name>): smoke (expected: polling, websocket)",
                "--handler-threads many | '--handler-threads': many (expected: virtual, pool, io)",
                "--log-level loud | '--log-level': loud (expected: off, error, warn, info, debug, trace)",
                "--path chat | path: \"chat\" (expected: /",
                "--origins example.com | origins: \"example.com\" (expected: a scheme, \"https://example.com\"",
                "--origins https://example.com/ | (expected: no slash at its end: \"https://example.com\")",
                "--transports , | '--transports': empty (expected: at least one, separated by commas)",
                "--origins , | '--origins': empty (expected: at least one, separated by commas)",
                "--origins= | '--origins' (<origin>): empty (expected: at least one, separated by commas)",
                "--origins https://a.example,,https://b.example | '--origins' (<origin>): empty (expected:",
                "--allowed-headers , | '--allowed-headers': empty (expected: at least one",
                "--allowed-headers a:b | allowedHeaders: \"a:b\" (expected: a name)",
                "--methods * | methods: \"*\" (expected: a name)",
                "--cors-max-age -1 | '--cors-max-age': -1 (expected: whole seconds >= 0)",
                "--own-origins example.com | ownOrigins: \"example.com\" (expected: a scheme",
                "--trust-proxy proxy.example | trustedProxies: proxy.example (expected: an address or a range",
                "--cookie=a;b | cookie name: \"a;b\" (expected: a token)",
                "--tls-cert cert.pem | --tls-cert and --tls-key: one of them alone (expected: both)",
                "--tls-cert no.pem --tls-key no.pem | --tls-cert: no.pem (expected: a readable file)",
                "--pong-interval 3 | Unknown option",
            })
    void wrongOptionIsNamedWithItsValueAndWhatWasExpected(String options, String message) {
        var code = execute(("echo --port 0 " + options).split(" "));

        assertThat(err.toString())
                .startsWith("sockeye echo: ")
                .contains(message)
                .endsWith("Try 'sockeye echo --help'.\n");
        assertThat(err.toString()).hasLineCount(err.toString().contains("Possible") ? 3 : 2);
        assertThat(code).isEqualTo(2);
    }

    @Test
    void commandIsAskedForWhereItIsMissing() {
        assertThat(execute()).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("sockeye: Which command? There are serve, echo, connect, doctor and load.");
    }

    @Test
    void unknownCommandIsNamedWithThoseThereAre() {
        assertThat(execute("ehco", "--port", "0")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("sockeye: ehco: no command (expected: serve, echo, connect, doctor, load)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "serve --help", "echo --help", "doctor --help"})
    void helpFitsTheScreenAndIsNoError(String args) {
        assertThat(execute(args.split(" "))).isZero();
        assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void versionNamesWhatIsAtWork() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString()).contains("sockeye ", "browser clients 4.8.4 and 2.5.0", "Java " + Runtime.version());
    }

    @Test
    void engineOptionsReachTheHandshake() {
        try (var echo = Servers.echo(
                        "--ping-interval",
                        "1234",
                        "--ping-timeout",
                        "567",
                        "--max-payload",
                        "89",
                        "--cookie",
                        "--no-upgrade");
                var http = RawHttp.connect(echo.port())) {
            var response = http.get("/socket.io/?EIO=4&transport=polling").response();

            assertThat(response.text())
                    .contains("\"upgrades\":[],\"pingInterval\":1234,\"pingTimeout\":567,\"maxPayload\":89");
            assertThat(response.header("Set-Cookie").orElseThrow())
                    .startsWith("io=")
                    .contains("HttpOnly");
        }
    }

    @Test
    void oldClientsAreRefusedOnRequest() {
        try (var echo = Servers.echo("--no-eio3");
                var http = RawHttp.connect(echo.port())) {
            var response = http.get("/socket.io/?EIO=3&transport=polling").response();

            assertThat(response.status()).isEqualTo(400);
            assertThat(response.text()).isEqualTo("{\"code\":5,\"message\":\"Unsupported protocol version\"}");
        }
    }

    @Test
    void pathAndTransportsAreChosen() {
        try (var echo = Servers.echo("--path", "/chat/", "--transports", "polling");
                var http = RawHttp.connect(echo.port())) {
            assertThat(echo.url()).isEqualTo("http://127.0.0.1:" + echo.port() + "/chat/");
            assertThat(http.get("/chat/?EIO=4&transport=polling").response().text())
                    .contains("\"upgrades\":[]");
            assertThat(http.get("/socket.io/?EIO=4&transport=polling")
                            .response()
                            .status())
                    .isEqualTo(404);
            assertThat(http.get("/chat/?EIO=4&transport=websocket").response().text())
                    .contains("\"code\":0");
        }
    }

    @Test
    void foreignOriginsAreServedOnlyWhereTheyAreNamed() {
        try (var closed = Servers.echo();
                var open = Servers.echo("--origins", "https://a.example,https://b.example", "--credentials")) {
            assertThat(origin(closed, "https://b.example")).isEqualTo("403 none");
            assertThat(origin(open, "https://b.example")).isEqualTo("200 https://b.example");
            assertThat(origin(open, "https://c.example")).isEqualTo("403 none");
        }
    }

    @Test
    void preflightSaysWhatTheOptionsGrant() {
        try (var echo = Servers.echo(
                        "--origins",
                        "https://a.example",
                        "--origin-pattern",
                        "https://[a-z]+\\.b\\.example",
                        "--methods",
                        "GET,POST,PUT",
                        "--allowed-headers",
                        "x-a,x-b",
                        "--exposed-headers",
                        "x-c",
                        "--cors-max-age",
                        "60",
                        "--private-network");
                var http = RawHttp.connect(echo.port())) {
            var response = http.request(
                            "OPTIONS",
                            "/socket.io/?EIO=4&transport=polling",
                            "Origin: https://app.b.example",
                            "Access-Control-Request-Method: POST",
                            "Access-Control-Request-Private-Network: true")
                    .response();

            assertThat(response.status()).isEqualTo(204);
            assertThat(response.header("Access-Control-Allow-Origin")).contains("https://app.b.example");
            assertThat(response.header("Access-Control-Allow-Methods")).contains("GET,POST,PUT");
            assertThat(response.header("Access-Control-Allow-Headers")).contains("x-a,x-b");
            assertThat(response.header("Access-Control-Expose-Headers")).contains("x-c");
            assertThat(response.header("Access-Control-Max-Age")).contains("60");
            assertThat(response.header("Access-Control-Allow-Private-Network")).contains("true");
        }
    }

    @Test
    void theOptionsThatARefusalNamesAdmitTheOriginAndKeepTheRest() throws Exception {
        var policy = CorsPolicy.origins("app.example:*", "https://a.example")
                .alsoMatching(Pattern.compile("https://[a-z]+\\.b\\.example"))
                .allowedHeaders("x-a")
                .exposedHeaders("x-b")
                .privateNetwork(true);
        var fixes = new LinkedBlockingQueue<String>();
        var engine = new EngineServer(EngineOptions.builder().cors(policy).build());
        engine.onOriginRefused(refusal -> fixes.add(refusal.fix().orElseThrow()));
        try (var host = NettyHost.builder(engine).host("127.0.0.1").bind();
                var http = RawHttp.connect(host.port())) {
            http.get("/socket.io/?EIO=4&transport=polling", "Origin: https://new.example")
                    .response();
        }
        var fix = fixes.remove();
        var options = fix.substring(fix.indexOf("sockeye serve ") + "sockeye serve ".length());

        try (var echo = Servers.echo(shellWords(options));
                var http = RawHttp.connect(echo.port())) {
            var answer = http.get("/socket.io/?EIO=4&transport=polling", "Origin: https://new.example")
                    .response();

            assertThat(answer.header("Access-Control-Allow-Origin")).contains("https://new.example");
            assertThat(answer.header("Access-Control-Expose-Headers")).contains("x-b");
            assertThat(origin(echo, "https://x.b.example")).isEqualTo("200 https://x.b.example");
            assertThat(origin(echo, "http://app.example:81")).isEqualTo("200 http://app.example:81");
        }
    }

    private static String[] shellWords(String line) throws IOException {
        var shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + line).start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n");
    }

    @Test
    void trustedProxiesTellTheServersOwnOrigin() {
        try (var doubting = Servers.echo();
                var trusting = Servers.echo("--trust-proxy", "loopback,192.0.2.0/24")) {
            assertThat(origin(doubting, "https://app.example\r\nX-Forwarded-Host: app.example"))
                    .startsWith("403");
            assertThat(origin(trusting, "https://app.example\r\nX-Forwarded-Host: app.example"))
                    .startsWith("200");
        }
    }

    @Test
    void ownOriginsReplaceTheHostAskedFor() {
        try (var open = Servers.echo();
                var strict = Servers.echo("--own-origins", "https://app.example,localhost:*")) {
            assertThat(origin(open, "http://localhost")).startsWith("200");
            assertThat(origin(open, "https://app.example")).startsWith("403");
            assertThat(origin(strict, "http://localhost:5173")).startsWith("200");
            assertThat(origin(strict, "https://app.example")).startsWith("200");
            assertThat(origin(strict, "http://app.example")).startsWith("403");
        }
    }

    @Test
    void originsAreRequiredOrOnlyToldOnRequest() {
        try (var requiring = Servers.echo("--require-origin");
                var telling = Servers.echo("--origins", "https://a.example", "--cors-headers-only")) {
            assertThat(origin(requiring, "")).startsWith("403");
            assertThat(origin(telling, "https://b.example")).isEqualTo("200 none");
            assertThat(origin(telling, "https://a.example")).isEqualTo("200 https://a.example");
        }
    }

    @Test
    void secondVersionsProfileCanHaveAList() {
        try (var echo = Servers.echo("--v2", "--origins", "https://a.example")) {
            assertThat(origin(echo, "https://a.example")).isEqualTo("200 https://a.example");
            assertThat(origin(echo, "https://b.example")).isEqualTo("403 none");
        }
    }

    @Test
    void secondVersionsProfileServesEveryOriginAndSetsTheCookie() {
        try (var echo = Servers.echo("--v2");
                var http = RawHttp.connect(echo.port())) {
            var response = http.get("/socket.io/?EIO=3&transport=polling", "Origin: https://any.example")
                    .response();

            assertThat(response.header("Access-Control-Allow-Origin")).contains("https://any.example");
            assertThat(response.header("Access-Control-Allow-Credentials")).contains("true");
            assertThat(response.header("Set-Cookie").orElseThrow()).startsWith("io=");
        }
    }

    private static String origin(Service service, String origin) {
        try (var http = RawHttp.connect(service.port())) {
            var response = http.get("/socket.io/?EIO=4&transport=polling", "Origin: " + origin)
                    .response();
            return response.status() + " "
                    + response.header("Access-Control-Allow-Origin").orElse("none");
        }
    }

    private int execute(String... args) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
