package dev.sockeye.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sockeye.cli.EmbeddedServer;
import dev.sockeye.cli.doctor.Doctor;
import dev.sockeye.cli.doctor.Progress;
import dev.sockeye.cli.doctor.Question;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code sockeye doctor} before official servers and proxies, right and broken: its first failure is the true cause. */
final class DoctorTest {
    private static final String ORIGIN = "https://app.example.com";
    private static final String RIGHT =
            "{\"cors\":{\"origin\":[\"https://app.example.com\"],\"credentials\":true},\"pingInterval\":1000}";
    private static final String SLOW = "{\"cors\":{\"origin\":[\"https://app.example.com\"]},\"pingInterval\":4000}";
    private static final String UPGRADE = " proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;"
            + " proxy_set_header Connection \"upgrade\"; ";

    private final List<DynamicTest> tests = new ArrayList<>();
    private final List<EmbeddedServer> embedded = new ArrayList<>();
    private OfficialServers official;

    @BeforeEach
    void startNode() throws Exception {
        official = OfficialServers.begin();
    }

    @AfterEach
    void endNode() {
        official.close();
    }

    @TestFactory
    Stream<DynamicTest> official4() throws Exception {
        expect("right, with credentials", "none", official.start(4, RIGHT), true);
        expect("right, with a header", "none", official.start(4, RIGHT), false, "my-custom-header");
        expect("no cors option", "cors-off", official.start(4, "{\"pingInterval\":1000}"), false);
        expect("no cors option, with a header", "cors-off", official.start(4, "{}"), false, "x-a");
        expect("* with credentials", "star-with-credentials", cors("{\"origin\":\"*\",\"credentials\":true}"), true);
        expect("no credentials", "credentials-not-allowed", cors("{\"origin\":\"" + ORIGIN + "\"}"), true);
        expect("slash behind the origin", "origin-misspelt", cors("{\"origin\":\"" + ORIGIN + "/\"}"), false);
        expect("other origin", "other-origin", cors("{\"origin\":\"https://www.example.com\"}"), false);
        expect("not on the list", "origin-not-named", cors("{\"origin\":[\"https://www.example.com\"]}"), false);
        expect("star in a list", "origin-not-named", cors("{\"origin\":[\"*\"]}"), false);
        expect("other header", "preflight-headers", cors("{\"allowedHeaders\":[\"x-b\"]}"), false, "x-a");
        expect("preflightContinue", "preflight-refused", cors("{\"preflightContinue\":true}"), false, "x-a");
        expect("2.x client", "eio3-refused", official.start(4, RIGHT), question(3, true));
        expect(
                "2.x client that is allowed",
                "none",
                official.start(4, RIGHT.replaceFirst("\\{", "{\"allowEIO3\":true,")),
                question(3, true));
        expect("allowRequest", "request-refused", official.startWith("token", 4, RIGHT), true);
        // A WebSocket has no headers of the page.
        expect("allowRequest, header", "websocket-refused", official.startWith("token", 4, RIGHT), true, "x-token");
        expect(
                "allowRequest without credentials",
                "request-refused",
                official.startWith("token", 4, RIGHT.replace("true", "false")),
                true);
        expect("port written out", "origin-misspelt", cors("{\"origin\":\"" + ORIGIN + ":443\"}"), false);
        expect("other path", "wrong-path", official.start(4, RIGHT.replaceFirst("\\{", "{\"path\":\"/ws\",")), false);
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> official2() throws Exception {
        expect("defaults", "none", official.start(2, "{\"pingInterval\":1000}"), true);
        expect("4.x client", "eio4-unknown", official.start(2, "{}"), question(4, false));
        expect("origin without its port", "origin-refused-2x", list("https://app.example.com"), true);
        expect("origin with its port", "none", list("https://app.example.com:443"), true);
        expect("header without a handler", "preflight-refused", official.start(2, "{}"), true, "my-custom-header");
        expect(
                "header with the documented handler",
                "none",
                official.startWith("preflight", 2, "{\"pingInterval\":1000}"),
                true,
                "my-custom-header");
        expect("other header", "preflight-headers", official.startWith("preflight", 2, "{}"), true, "x-other");
        expect("the documented allowRequest", "request-refused", official.startWith("sameOrigin", 2, "{}"), true);
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> behindNginx(@TempDir Path folder) throws Exception {
        int one = official.start(4, RIGHT);
        int two = official.start(4, RIGHT);
        int slow = official.start(4, SLOW);
        int sockeye = sockeye("--origins", ORIGIN, "--ping-interval", "1000");
        Nginx nginx = new Nginx(folder);
        nginx.upstream("both", one, two);
        for (int port : List.of(one, sockeye)) {
            String to = " proxy_pass http://127.0.0.1:" + port + ';';
            String name = port == one ? "Node: " : "Sockeye: ";
            expect(name + "right", "none", nginx.server("location / {" + to + UPGRADE + "}"), false);
            expect(name + "no upgrade headers", "upgrade-headers", nginx.server("location / {" + to + "}"), false);
            expect(
                    name + "header twice",
                    "cors-duplicate",
                    nginx.server("location / { add_header Access-Control-Allow-Origin *;" + to + UPGRADE + "}"),
                    false);
            expect(
                    name + "header removed",
                    port == one ? "origin-not-named-or-stripped" : "cors-stripped",
                    nginx.server("location / { proxy_hide_header Access-Control-Allow-Origin;" + to + UPGRADE + "}"),
                    false);
            expect(
                    name + "path removed",
                    "prefix-removed",
                    nginx.server("location /socket.io/ {" + to.replace(";", "/;") + UPGRADE + "}"),
                    false);
            expect(
                    name + "no POST",
                    "post-refused",
                    nginx.server("location / { limit_except GET { deny all; }" + to + UPGRADE + "}"),
                    false);
        }
        int old = official.start(2, "{\"origins\":[\"" + ORIGIN + ":443\"]}");
        int all = official.start(2, "{}");
        int profile = sockeye("--v2");
        for (int port : List.of(old, all, profile)) {
            String to = " proxy_pass http://127.0.0.1:" + port + ';';
            expect(
                    (port == old ? "2.x list" : port == all ? "2.x" : "Sockeye as 2.x") + ": Origin removed",
                    "origin-removed",
                    nginx.server("location / { proxy_set_header Origin \"\";" + to + UPGRADE + "}"),
                    true);
        }
        expect(
                "OPTIONS answered by the proxy",
                "preflight-origin",
                nginx.server("location / { if ($request_method = OPTIONS) { return 204; } proxy_pass http://127.0.0.1:"
                        + one + ";" + UPGRADE + "}"),
                false,
                "x-a");
        expect(
                "a cache",
                "cached",
                nginx.server("location / { proxy_cache one; proxy_cache_key $uri; proxy_cache_valid 200 1m;"
                        + " proxy_ignore_headers Cache-Control Vary; proxy_pass http://127.0.0.1:" + one + ";}"),
                false);
        expect(
                "WebSockets to another server",
                "upgrade-failed",
                nginx.server("location / { if ($http_upgrade) { proxy_pass http://127.0.0.1:" + two
                        + "; } proxy_pass http://127.0.0.1:" + one + ";" + UPGRADE + "}"),
                false);
        nginx.map("proxy_cache_path " + folder.resolve("cache").toAbsolutePath() + " keys_zone=one:1m;");
        expect("nobody behind", "proxy-502", nginx.server("location / { proxy_pass http://127.0.0.1:9; }"), false);
        expect(
                "two servers in turn",
                "not-sticky",
                nginx.server("location / { proxy_pass http://both;" + UPGRADE + "}"),
                false);
        expect(
                "a page for all paths",
                "web-page",
                nginx.server("default_type text/html; location / { return 200 '<title>App</title>'; }"),
                false);
        expect("no location", "not-found", nginx.server("location /api/ { return 204; }"), false);
        expect("redirect", "redirect", nginx.server("return 301 https://$host$request_uri;"), false);
        expect(
                "short time-out",
                "poll-cut",
                nginx.server("location / { proxy_read_timeout 1s; proxy_pass http://127.0.0.1:" + slow + ";" + UPGRADE
                        + "}"),
                false);
        nginx.start();
        return tests.stream().onClose(() -> end(nginx));
    }

    private int sockeye(String... options) {
        List<String> args = new ArrayList<>(List.of(options));
        args.addAll(List.of("--port", "0"));
        EmbeddedServer server = EmbeddedServer.start("echo", args);
        embedded.add(server);
        return Integer.parseInt(server.url().replaceAll(".*:", ""));
    }

    private void end(Nginx nginx) {
        embedded.forEach(EmbeddedServer::close);
        nginx.close();
    }

    private int cors(String cors) throws Exception {
        return official.start(4, "{\"pingInterval\":1000,\"cors\":" + cors + "}");
    }

    private int list(String origin) throws Exception {
        return official.start(2, "{\"pingInterval\":1000,\"origins\":[\"" + origin + "\"]}");
    }

    private void expect(String name, String cause, int port, boolean credentials, String... headers) {
        expect(name, cause, port, new Client(credentials, OptionalInt.empty(), List.of(headers)));
    }

    private void expect(String name, String cause, int port, Client client) {
        tests.add(dynamicTest(name, () -> {
            Question question = new Question(
                    "http://127.0.0.1:" + port,
                    Optional.of(ORIGIN),
                    client.credentials(),
                    client.headers(),
                    Optional.empty(),
                    client.eio(),
                    Duration.ofSeconds(5),
                    false);
            JsonNode report = JsonMapper.shared()
                    .readTree(new Doctor(new Progress(new PrintWriter(Writer.nullWriter())))
                            .look(question)
                            .json());

            assertThat(report.path("cause").path("id").asString("none"))
                    .describedAs(report.toPrettyString())
                    .isEqualTo(cause);
        }));
    }

    private static Client question(int eio, boolean credentials) {
        return new Client(credentials, OptionalInt.of(eio), List.of());
    }

    private record Client(boolean credentials, OptionalInt eio, List<String> headers) {}
}
