package dev.sockeye.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.interop.CorsCase.Outcome;
import dev.sockeye.interop.CorsCase.Transport;
import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.SocketIoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pages of allowed and of foreign origins in Chromium: who connects, with what, is exactly what the policy says. On JDKs
 * newer than the oldest that is supported a selection must do, in which each two properties meet.
 */
final class CorsMatrixTest {
    private static final boolean SELECTION = Integer.parseInt(System.getProperty("java.specification.version")) > 17
            || Boolean.getBoolean("cors.selection");
    private static final int LOOKED_AT_AGAIN = 8;
    private static final String PROXY = " proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;"
            + " proxy_set_header Connection $connection_upgrade; proxy_set_header Host $http_host;"
            + " proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto $scheme;"
            + " proxy_buffering off;";

    private static final List<NettyHost> HOSTS = new ArrayList<>();
    private static final Map<CorsPage, String> PAGES = new HashMap<>();
    private static final Map<CorsServer, Integer> SERVERS = new LinkedHashMap<>();

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        for (var page : List.of(CorsPage.NAMED, CorsPage.STRANGER, CorsPage.OTHER_SITE)) {
            var host = NettyHost.builder(SocketIoServer.builder().build())
                    .host("127.0.0.1")
                    .threads(1)
                    .daemon(true)
                    .fallback(new CorsPage.Handler())
                    .bind();
            HOSTS.add(host);
            PAGES.put(page, "http://" + (page == CorsPage.OTHER_SITE ? "localhost" : "127.0.0.1") + ":" + host.port());
        }
        PAGES.put(CorsPage.SANDBOX, page(CorsPage.NAMED));
        for (var server : CorsServer.all(page(CorsPage.NAMED), page(CorsPage.OTHER_SITE))) {
            var host = server.start();
            HOSTS.add(host);
            SERVERS.put(server, host.port());
        }
    }

    @AfterAll
    static void end() {
        HOSTS.forEach(NettyHost::closeAsync);
    }

    @Test
    void connectsWhomThePolicyAdmits() throws Exception {
        var cases = CorsCase.all(List.copyOf(SERVERS.keySet()));
        assertThat(cases).hasSizeGreaterThan(3000);

        check(SELECTION ? pairwise(cases) : cases, urls("http", SERVERS), false);
    }

    @Test
    void connectsWhomThePolicyAdmitsThroughAProxy() throws Exception {
        try (var nginx = new Nginx(folder)) {
            check(pairwise(CorsCase.all(List.copyOf(SERVERS.keySet()))), proxied(nginx, ""), false);
        }
    }

    @Test
    void connectsWhomThePolicyAdmitsThroughAProxyWithTls() throws Exception {
        try (var nginx = new Nginx(folder)) {
            check(pairwise(CorsCase.all(List.copyOf(SERVERS.keySet()))), proxied(nginx, Nginx.tls(folder)), true);
        }
    }

    private static String page(CorsPage page) {
        return Objects.requireNonNull(PAGES.get(page));
    }

    private static Map<CorsServer, String> proxied(Nginx nginx, String tls) throws IOException {
        nginx.map("map $http_upgrade $connection_upgrade { default upgrade; '' close; }");
        var ports = new LinkedHashMap<CorsServer, Integer>();
        for (var server : SERVERS.entrySet()) {
            ports.put(
                    server.getKey(),
                    nginx.server(
                            tls + "location / { proxy_pass http://127.0.0.1:" + server.getValue() + ";" + PROXY + "}"));
        }
        nginx.start();
        return urls(tls.isEmpty() ? "http" : "https", ports);
    }

    private static Map<CorsServer, String> urls(String scheme, Map<CorsServer, Integer> ports) {
        var urls = new LinkedHashMap<CorsServer, String>();
        ports.forEach((server, port) -> urls.put(server, scheme + "://127.0.0.1:" + port));
        return urls;
    }

    private void check(List<CorsCase> cases, Map<CorsServer, String> urls, boolean encrypted) throws Exception {
        var wrong = wrong(cases, run(cases, urls), encrypted);
        if (!wrong.isEmpty() && wrong.size() <= LOOKED_AT_AGAIN) {
            // On a busy machine a browser gives up now and then; a policy errs twice.
            var again =
                    cases.stream().filter(one -> wrong.containsKey(one.id())).toList();
            assertThat(wrong(again, run(again, urls), encrypted))
                    .describedAs("looked at again, after %s", wrong)
                    .isEmpty();
            return;
        }
        assertThat(wrong)
                .describedAs("%d of %d cases", wrong.size(), cases.size())
                .isEmpty();
    }

    private static Map<String, String> wrong(List<CorsCase> cases, JsonNode seen, boolean encrypted) {
        var wrong = new TreeMap<String, String>();
        for (var one : cases) {
            var answer = seen.path(one.id());
            var expected = one.expected(encrypted);
            if (!answer.path("connected").isBoolean() || !outcome(answer).equals(expected)) {
                wrong.put(one.id(), "expected " + expected + ", but was " + answer);
            }
        }
        return wrong;
    }

    private static Outcome outcome(JsonNode answer) {
        return new Outcome(
                answer.get("connected").asBoolean(),
                answer.path("cookie").asString("").contains("account=mine"),
                answer.path("header").asString("").equals("abcd"));
    }

    private JsonNode run(List<CorsCase> cases, Map<CorsServer, String> urls) throws Exception {
        BrowserTest.chromium();
        var visits = new LinkedHashMap<String, Map<String, Object>>();
        for (var one : cases) {
            var url = Objects.requireNonNull(urls.get(one.server()));
            var own = one.page() == CorsPage.OWN;
            var page = (own ? url : page(one.page())) + one.page().path();
            var visit = visits.computeIfAbsent(
                    one.client() + page,
                    key -> Map.of(
                            "page",
                            page,
                            "client",
                            one.client(),
                            "cookieUrl",
                            url,
                            "atOnce",
                            own ? 2 : 6,
                            "cases",
                            new ArrayList<Object>()));
            @SuppressWarnings("unchecked") // The map above holds nothing else there.
            var list = (List<Object>) Objects.requireNonNull(visit.get("cases"));
            list.add(Map.of("id", one.id(), "url", url, "options", options(one)));
        }
        var plan = folder.resolve("plan.json");
        Files.writeString(plan, JsonMapper.shared().writeValueAsString(Map.of("visits", visits.values())));
        var errors = folder.resolve("errors.txt");
        var node = new ProcessBuilder(
                        "node", NodePrograms.folder().resolve("cors-matrix.mjs").toString(), plan.toString())
                .redirectError(errors.toFile())
                .redirectOutput(folder.resolve("seen.json").toFile())
                .start();
        try {
            assertThat(node.waitFor(5, TimeUnit.MINUTES)).describedAs("it ends").isTrue();
        } finally {
            node.descendants().forEach(ProcessHandle::destroyForcibly);
            node.destroyForcibly();
        }
        assertThat(node.exitValue()).describedAs(Files.readString(errors)).isZero();
        return JsonMapper.shared().readTree(Files.readString(folder.resolve("seen.json")));
    }

    private static Map<String, Object> options(CorsCase one) {
        var options = new HashMap<String, Object>();
        options.put("withCredentials", one.credentials());
        options.put("upgrades", one.transport() == Transport.DEFAULT);
        if (one.transport() != Transport.DEFAULT) {
            options.put("upgrade", false);
            options.put("transports", List.of(one.transport() == Transport.WEBSOCKET ? "websocket" : "polling"));
        }
        if (one.transport() == Transport.JSONP) {
            options.put("forceJSONP", true);
        }
        if (one.header()) {
            options.put(
                    "transportOptions", Map.of("polling", Map.of("extraHeaders", Map.of("my-custom-header", "abcd"))));
        }
        return options;
    }

    /** Chooses cases until each two values of two properties have met; always the same ones. */
    private static List<CorsCase> pairwise(List<CorsCase> all) {
        var shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(4));
        var met = new HashSet<List<Object>>();
        return shuffled.stream()
                .filter(one -> {
                    List<Object> values = List.of(
                            one.server().name(),
                            one.page(),
                            one.client(),
                            one.transport(),
                            one.credentials() ? "c" : "",
                            one.header() ? "h" : "");
                    var news = false;
                    for (var i = 0; i < values.size(); i++) {
                        for (var j = 0; j < i; j++) {
                            news |= met.add(List.of(i, values.get(i), j, values.get(j)));
                        }
                    }
                    return news;
                })
                .toList();
    }
}
