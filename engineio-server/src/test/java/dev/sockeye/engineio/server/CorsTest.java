package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V3;
import static dev.sockeye.engineio.server.Fixture.V4;
import static dev.sockeye.engineio.server.Fixture.WS4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.HttpExchange;
import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.engineio.server.host.Response;
import dev.sockeye.engineio.server.host.memory.MemoryExchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {
    private static final String A = "https://example.com";
    private static final String EVIL = "https://evil.example";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String ALLOW_HEADERS = "Access-Control-Allow-Headers";
    private static final String ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://example.com      | 200 403 403 403 403",
                "https://example.com:443  | 200 403 403 403 403",
                "example.com:443          | 200 403 403 403 403",
                "example.com:*            | 200 200 200 403 403",
                "https://example.com:*    | 200 403 200 403 403",
                "*:443                    | 200 403 403 200 403",
                "*:80                     | 403 200 403 403 403",
                "localhost:5173           | 403 403 403 403 200",
                "http://localhost:5173    | 403 403 403 403 200",
                "*:*                      | 200 200 200 200 200",
                "*                        | 200 200 200 200 200",
            })
    void listsHaveTheFormsOf2(String entry, String statuses) {
        var fixture = new Fixture(options -> options.cors(CorsPolicy.origins(entry)));
        var seen = new ArrayList<String>();
        for (var origin : List.of(
                A,
                "http://example.com",
                "https://example.com:8443",
                "https://sub.example.com",
                "http://localhost:5173")) {
            var answer = fixture.host.get(V3, "Origin", origin);
            assertThat(fixture.host.webSocket(WS4, "Origin", origin).status())
                    .isEqualTo(answer.status() == 200 ? 101 : 403);
            seen.add(Integer.toString(answer.status()));
            assertThat(fixture.host.webSocket(WS4, "Origin", origin).status()).isIn(101, answer.status());
        }

        assertThat(String.join(" ", seen)).isEqualTo(statuses);
        assertThat(fixture.host.get(V3).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://example.com/     | no slash at its end: \"https://example.com\"",
                "https://example.com/app  | nothing behind the host and port: \"https://example.com\"",
                "example.com              | a scheme, \"https://example.com\", or a port, \"example.com:*\" for all",
                "https://*.example.com    | a whole host; for subdomains CorsPolicy.matching",
                "null                     | an origin; null is that of every sandboxed page and local file",
                "https://                 | scheme://host or scheme://host:port",
                "example.com:http         | scheme://host or scheme://host:port",
                "example.com:70000        | scheme://host or scheme://host:port",
            })
    void whatCanNotBeListedIsNamedWithTheFix(String entry, String fix) {
        assertThatThrownBy(() -> CorsPolicy.origins(entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("origins: \"" + entry + "\" (expected: " + fix);
    }

    @Test
    void anEmptyListIsNamedWithTheFix() {
        assertThatThrownBy(() -> CorsPolicy.origins(List.of()))
                .hasMessage("origins: [] (expected: at least one; CorsPolicy.none() for nobody)");
        assertThatThrownBy(() -> CorsPolicy.origins("*", A)).hasMessageStartingWith("origins: [*, " + A);
        assertThatThrownBy(() -> CorsPolicy.matching(new Pattern[0])).hasMessageStartingWith("patterns: []");
    }

    @Test
    void patternsMatchAsAWhole() {
        var fixture = with(CorsPolicy.origins("http://localhost:5173")
                .alsoMatching(Pattern.compile("https://[a-z]+\\.example\\.com")));

        assertThat(status(fixture, "https://app.example.com")).isEqualTo(200);
        assertThat(status(fixture, "http://localhost:5173")).isEqualTo(200);
        assertThat(status(fixture, "https://app.example.com.evil.example")).isEqualTo(403);
        assertThat(status(fixture, "https://evil.example/https://app.example.com"))
                .isEqualTo(403);
        assertThat(status(fixture, "https://app.example.com:8443")).isEqualTo(403);
    }

    @Test
    void aFunctionMayTakeItsTime() {
        var answer = new CompletableFuture<Boolean>();
        var fixture = with(CorsPolicy.deciding(origin -> answer));

        var waiting = fixture.host.get(V4, "Origin", A);
        assertThat(waiting.pending()).isTrue();
        assertThat(status(fixture, "http://localhost:3000")).isEqualTo(200);
        assertThat(fixture.host.get(V4).status()).isEqualTo(200);
        answer.complete(true);
        fixture.host.advance(1);

        assertThat(waiting.status()).isEqualTo(200);
        assertThat(waiting.header(ALLOW_ORIGIN)).containsExactly(A);
    }

    @Test
    void aFunctionThatSaysNoRefuses() {
        var fixture = with(CorsPolicy.deciding(origin -> CompletableFuture.completedFuture(false)));

        assertThat(status(fixture, A)).isEqualTo(403);
        assertThat(fixture.host.webSocket(WS4, "Origin", A).status()).isEqualTo(403);
    }

    @Test
    void aFunctionThatFailsOrStaysSilentIsABadRequest() {
        var failing = with(CorsPolicy.deciding(
                origin -> CompletableFuture.failedFuture(new IllegalStateException("a function's own fault"))));
        var silent = with(CorsPolicy.deciding(origin -> new CompletableFuture<>()));

        var late = silent.host.get(V4, "Origin", A);
        silent.host.advance(Duration.ofSeconds(30));

        assertThat(failing.host.get(V4, "Origin", A).text()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        assertThat(failing.host.webSocket(WS4, "Origin", A).status()).isEqualTo(400);
        assertThat(late.status()).isEqualTo(400);
        assertThat(late.header(ALLOW_ORIGIN)).isEmpty();
        assertThat(late.header("Vary")).containsExactly("Origin");
        assertThat(failing.host.get(V4, "Origin", A).header("Vary")).containsExactly("Origin");
    }

    @Test
    void thePolicyMayBeAnotherForEachRequest() {
        var fixture = with(CorsPolicy.perRequest(request -> CompletableFuture.completedFuture(
                request.query().contains("public=1") ? CorsPolicy.any() : CorsPolicy.origins(A))));

        assertThat(fixture.host.get(V4 + "&public=1", "Origin", EVIL).header(ALLOW_ORIGIN))
                .containsExactly("*");
        assertThat(status(fixture, EVIL)).isEqualTo(403);
        assertThat(status(fixture, A)).isEqualTo(200);
    }

    @Test
    void everyOriginIsReflectedWithoutCredentials() {
        var fixture = with(CorsPolicy.reflecting().credentials(true));

        for (var origin : List.of(EVIL, "null")) {
            var answer = fixture.host.get(V4, "Origin", origin);
            assertThat(answer.header(ALLOW_ORIGIN)).containsExactly(origin);
            assertThat(answer.header("Vary")).containsExactly("Origin");
            assertThat(answer.header(ALLOW_CREDENTIALS)).isEmpty();
        }
        assertThat(fixture.host.get(V4).header(ALLOW_ORIGIN)).isEmpty();
        assertThat(status(fixture, "https://a, https://b")).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*:*", "*:443"})
    void aStarGivesNoCredentials(String list) {
        var fixture = with(CorsPolicy.origins(list).credentials(true));

        assertThat(fixture.host.get(V4, "Origin", EVIL).status()).isEqualTo(200);
        assertThat(fixture.host.get(V4, "Origin", EVIL).header(ALLOW_CREDENTIALS))
                .isEmpty();
    }

    @Test
    void requestedHeadersAreGrantedUnlessTheyAreNamed() {
        var reflecting = with(CorsPolicy.origins(A));
        var none = with(CorsPolicy.origins(A).allowedHeaders());

        assertThat(preflight(reflecting, A).header(ALLOW_HEADERS)).containsExactly("content-type,x-custom");
        assertThat(preflight(reflecting, A).header("Vary")).containsExactly("Origin, Access-Control-Request-Headers");
        assertThat(preflight(reflecting, A, "Access-Control-Request-Headers", "x-b, x-c")
                        .header(ALLOW_HEADERS))
                .containsExactly("content-type,x-custom,x-b, x-c");
        assertThat(preflight(none, A, "Access-Control-Request-Headers", "<b>").status())
                .isEqualTo(204);
        assertThat(preflight(none, A).header(ALLOW_HEADERS)).isEmpty();
        assertThat(preflight(none, A).header("Vary")).containsExactly("Origin");
    }

    @Test
    void requestedHeadersThatAreNoListOfNamesAreRefusedWithTheReason() {
        var fixture = with(CorsPolicy.origins(A));
        for (var asked : List.of("<b>", "a:b", "a\tb", "a\u00e9", "\"")) {
            var answer = preflight(fixture, A, "Access-Control-Request-Headers", asked);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text())
                    .isEqualTo("{\"code\":3,\"message\":\"Access-Control-Request-Headers is not a list of names\"}");
            assertThat(answer.header(ALLOW_ORIGIN)).containsExactly(A);
            assertThat(answer.header(ALLOW_HEADERS)).isEmpty();
        }
    }

    @Test
    void aListOfRequestedHeadersThatIsTooLongIsRefusedWithTheReason() {
        var fixture = with(CorsPolicy.origins(A));
        // Behind the list that each preflight here has, and a comma.
        var most = "x".repeat(4_096 - "content-type,x-custom,".length());

        var fits = preflight(fixture, A, "Access-Control-Request-Headers", most);
        var tooLong = preflight(fixture, A, "Access-Control-Request-Headers", most + "x");

        assertThat(fits.status()).isEqualTo(204);
        assertThat(fits.header(ALLOW_HEADERS)).containsExactly("content-type,x-custom," + most);
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.text())
                .isEqualTo("{\"code\":3,\"message\":\"Access-Control-Request-Headers has more than 4096 characters\"}");
        assertThat(tooLong.header(ALLOW_ORIGIN)).containsExactly(A);
    }

    @Test
    void privateNetworksAreOpenedOnRequestToThoseAdmitted() {
        var closed = with(CorsPolicy.origins(A));
        var open = with(CorsPolicy.origins(A).privateNetwork(true));
        var asking = new String[] {"Access-Control-Request-Private-Network", "true"};

        assertThat(preflight(open, A, asking).header("Access-Control-Allow-Private-Network"))
                .containsExactly("true");
        assertThat(preflight(open, A).header("Access-Control-Allow-Private-Network"))
                .isEmpty();
        assertThat(preflight(open, EVIL, asking).header("Access-Control-Allow-Private-Network"))
                .isEmpty();
        assertThat(preflight(closed, A, asking).header("Access-Control-Allow-Private-Network"))
                .isEmpty();
    }

    @Test
    void theSuccessStatusCanBeChosen() {
        assertThat(preflight(with(CorsPolicy.origins(A).optionsSuccessStatus(200)), A)
                        .status())
                .isEqualTo(200);
        assertThat(preflight(with(CorsPolicy.any().maxAge(Duration.ZERO)), A).header("Access-Control-Max-Age"))
                .containsExactly("0");
    }

    @Test
    void aPreflightHookWritesTheWholeAnswer() {
        var fixture = with(CorsPolicy.origins(A)
                .handlePreflightRequest(request -> new Response(
                        200, Headers.of(ALLOW_ORIGIN, A, ALLOW_HEADERS, "my-custom-header"), Bytes.EMPTY)));

        for (var origin : List.of(A, EVIL)) {
            var answer = preflight(fixture, origin);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.response().headers().size()).isEqualTo(2);
        }
        assertThat(status(fixture, EVIL)).isEqualTo(403);
    }

    @Test
    void aPreflightHookThatFailsIsTheServersFault() {
        assertThat(preflight(
                                with(CorsPolicy.origins(A).handlePreflightRequest(request -> {
                                    throw new IllegalStateException("a hook's own fault");
                                })),
                                A)
                        .status())
                .isEqualTo(500);
    }

    @Test
    void preflightsCanBeHandedToTheApplication() {
        var alone = with(CorsPolicy.origins(A).handlePreflightRequest(new Application()));
        var continued = with(CorsPolicy.origins(A)
                .credentials(true)
                .preflightContinue(true)
                .handlePreflightRequest(new Application()));

        assertThat(preflight(alone, A).status()).isEqualTo(418);
        assertThat(preflight(alone, A).header(ALLOW_ORIGIN)).isEmpty();
        assertThat(preflight(continued, A).status()).isEqualTo(418);
        assertThat(preflight(continued, A).header(ALLOW_ORIGIN)).containsExactly(A);
        assertThat(preflight(continued, A).header(ALLOW_HEADERS)).containsExactly("of-its-own");
    }

    @Test
    void aContinuedPreflightThatNobodyTakesIsNotFound() {
        var answer = preflight(with(CorsPolicy.origins(A).preflightContinue(true)), A);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header(ALLOW_ORIGIN)).containsExactly(A);
        assertThat(answer.header(ALLOW_HEADERS)).containsExactly("content-type,x-custom");
    }

    @Test
    void originsChangeWhileTheServerRuns() {
        var v2 = new Fixture(EngineOptions.v2());
        var target = v2.open(V3, "Origin", EVIL);
        assertThat(v2.server.origins()).containsExactly("*:*");

        v2.server.origins(List.of("https://example.com"));

        assertThat(v2.server.origins()).containsExactly("https://example.com");
        assertThat(v2.host.get(V3, "Origin", EVIL).status()).isEqualTo(403);
        assertThat(v2.host.post(target, "1:2", "Origin", EVIL).status()).isEqualTo(403);
        assertThat(v2.host.get(V3, "Origin", A).header(ALLOW_CREDENTIALS)).containsExactly("true");

        v2.server.origins(origin -> origin.equals(EVIL));
        assertThat(v2.server.origins()).isEmpty();
        assertThat(v2.host.get(V3, "Origin", EVIL).status()).isEqualTo(200);
        assertThat(v2.host.get(V3, "Origin", A).status()).isEqualTo(403);

        v2.server.originsAsync(origin -> CompletableFuture.completedFuture(origin.equals(A)));
        assertThat(v2.host.get(V3, "Origin", A).status()).isEqualTo(200);

        v2.server.origins(List.of("*:*"));
        assertThat(v2.host.get(V3, "Origin", EVIL).header(ALLOW_CREDENTIALS)).containsExactly("true");
    }

    @Test
    void originsAndAllowRequestMustBothAdmit() {
        var fixture = new Fixture(options -> options.origins(A)
                .allowRequest(request -> CompletableFuture.completedFuture(
                        request.query().contains("t=1") ? Admission.admit() : Admission.refuse("no"))));

        assertThat(fixture.host.get(V4 + "&t=1", "Origin", A).status()).isEqualTo(200);
        assertThat(fixture.host.get(V4, "Origin", A).text()).isEqualTo("{\"code\":4,\"message\":\"no\"}");
        assertThat(fixture.host.get(V4, "Origin", A).header(ALLOW_ORIGIN)).containsExactly(A);
        assertThat(fixture.host.get(V4 + "&t=1", "Origin", EVIL).status()).isEqualTo(403);
    }

    @Test
    void aSameOriginPageIsServedWhereOriginsAreRequired() {
        var fixture = new Fixture(options -> options.requireOrigin(true).cors(CorsPolicy.origins(A)));

        assertThat(fixture.host.get(V4, "Sec-Fetch-Site", "same-origin").status())
                .isEqualTo(200);
        assertThat(fixture.host.get(V4, "Referer", A + "/page.html").status()).isEqualTo(200);
        assertThat(fixture.host.get(V4, "Referer", EVIL + "/page.html").status())
                .isEqualTo(403);
        assertThat(fixture.host.get(V4).text())
                .isEqualTo("{\"code\":4,\"message\":\"The request does not tell its origin\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://evil.example | NOT_ADMITTED | Origin https://evil.example is not allowed"
                        + " | .cors(CorsPolicy.origins(\"https://example.com\", \"https://evil.example\").credentials(true)),"
                        + " or sockeye serve --origins https://example.com,https://evil.example --credentials",
                "http://example.com   | NOT_ADMITTED | Origin http://example.com is not allowed"
                        + " | .cors(CorsPolicy.origins(\"https://example.com\", \"http://example.com\").credentials(true)),"
                        + " or sockeye serve --origins https://example.com,http://example.com --credentials"
                        + " (listed is https://example.com, another scheme or port)",
                "null                 | OPAQUE       | Origin null is not allowed |",
                "<b>\"                | MALFORMED    | Origin ?b?? is not valid |",
            })
    void aRefusalIsTold(String origin, OriginRefusal.Reason reason, String message, String fix) {
        var fixture = with(CorsPolicy.origins(A).credentials(true));
        var told = new ArrayList<OriginRefusal>();
        var errors = new ArrayList<ConnectionError>();
        fixture.server.onOriginRefused(told::add);
        fixture.server.onOriginRefused(refusal -> {
            throw new IllegalStateException("a listener's own fault");
        });
        fixture.server.onConnectionError(errors::add);

        var answer = fixture.host.get(V4, "Origin", origin);

        assertThat(answer.text()).isEqualTo("{\"code\":4,\"message\":\"" + message + "\"}");
        assertThat(told).singleElement().satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo(reason);
            assertThat(refusal.message()).isEqualTo(message);
            assertThat(refusal.fix().orElse(null)).isEqualTo(fix);
            assertThat(refusal.request().header("Origin")).contains(origin);
        });
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo(4);
            assertThat(error.context()).containsEntry("message", message);
        });
    }

    @Test
    void aLongOriginIsCut() {
        var answer = with(CorsPolicy.origins(A)).host.get(V4, "Origin", "https://" + "x".repeat(10_000));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).hasSizeLessThan(200).contains("xxx... is not valid");
    }

    private static int status(Fixture fixture, String origin) {
        return fixture.host.get(V4, "Origin", origin).status();
    }

    private static MemoryExchange preflight(Fixture fixture, String origin, String... more) {
        var headers = new ArrayList<>(List.of(
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "content-type,x-custom"));
        headers.addAll(List.of(more));
        return fixture.host.request("OPTIONS", V4, Optional.of(Bytes.EMPTY), headers.toArray(String[]::new));
    }

    private static Fixture with(CorsPolicy policy) {
        return new Fixture(options -> options.cors(policy));
    }

    private static final class Application implements HttpHandler {
        @Override
        public boolean matches(String rawTarget) {
            return false;
        }

        @Override
        public void handle(HttpExchange exchange) {
            exchange.respond(new Response(418, Headers.of(ALLOW_HEADERS, "of-its-own"), Bytes.EMPTY));
        }
    }
}
