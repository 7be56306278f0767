package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V3;
import static dev.sockeye.engineio.server.Fixture.V4;
import static dev.sockeye.engineio.server.Fixture.WS3;
import static dev.sockeye.engineio.server.Fixture.WS4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.host.memory.MemoryExchange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    private static final String ALLOWED = "https://a.example";
    private static final String EVIL = "https://evil.example";

    private final Fixture listed = with(CorsPolicy.origins(ALLOWED, "http://localhost:8080")
            .credentials(true)
            .methods("GET", "POST")
            .allowedHeaders("my-custom-header")
            .exposedHeaders("x-a", "x-b")
            .maxAge(Duration.ofMinutes(10)));

    @ParameterizedTest
    @CsvSource({
        "https://a.example, true",
        "https://a.example:443, true",
        "HTTPS://A.example, false",
        "https://A.example, false",
        "https://a.example., false",
        "https://a.example:0443, false",
        "https://a.example:, false",
        "' https://a.example', false",
        "https://a.example%00.evil.example, false",
        "https://a.example\\.evil.example, false",
        "https://xn--a.example, false",
        "https://[::1], false",
        "http://localhost:8080, true",
        "http://localhost:3000, true",
        "https://localhost:3000, true",
        "http://a.example, false",
        "https://a.example:444, false",
        "https://a.example.evil.example, false",
        "https://evil.example/https://a.example, false",
        "https://aaexample, false",
        "https://sub.a.example, false",
        "https://a.example/, false",
        "https://a.example@evil.example, false",
        "https://a.example https://evil.example, false",
        "'https://a.example, https://evil.example', false",
        "null, false",
        "a.example, false",
        "*, false",
        "file://, false",
    })
    void originsAreComparedAsAWhole(String origin, boolean served) {
        var headers = new String[] {"Origin", origin};
        assertThat(listed.host.get(V4, headers).status()).isEqualTo(served ? 200 : 403);
        assertThat(listed.host.get(V3, headers).status()).isEqualTo(served ? 200 : 403);
        assertThat(listed.host.webSocket(WS3, "Origin", origin).status()).isEqualTo(served ? 101 : 403);
    }

    @Test
    void twoOriginHeadersAreOneThatNobodyHas() {
        assertThat(listed.host.get(V4, "Origin", ALLOWED, "Origin", ALLOWED).status())
                .isEqualTo(403);
    }

    @Test
    void theRefusalIsTheSameOnEveryTransport() {
        for (var answer : List.of(
                listed.host.get(V3, "Origin", EVIL),
                listed.host.get(V4, "Origin", EVIL),
                listed.host.webSocket(WS4, "Origin", EVIL),
                listed.host.get("/socket.io/?transport=nonsense", "Origin", EVIL))) {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text())
                    .isEqualTo("{\"code\":4,\"message\":\"Origin https://evil.example is not allowed\"}");
            assertThat(answer.header("Content-Type")).containsExactly("application/json");
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
        }
        assertThat(listed.host.get(V4, "Origin", EVIL).header("Vary")).containsExactly("Origin");
        assertThat(listed.sessions).isEmpty();
    }

    @Test
    void requestsOfASessionAreJudgedToo() {
        var target = listed.open(V4, "Origin", ALLOWED);

        assertThat(listed.host.get(target, "Origin", EVIL).status()).isEqualTo(403);
        assertThat(listed.host.post(target, "4x", "Origin", EVIL).status()).isEqualTo(403);
        assertThat(listed.host
                        .webSocket(Fixture.upgradeOf(target), "Origin", EVIL)
                        .status())
                .isEqualTo(403);
        assertThat(listed.host.post(target, "4y", "Origin", ALLOWED).text()).isEqualTo("ok");
        assertThat(listed.told).containsExactly("y");
    }

    @Test
    void byDefaultOnlyTheOwnOriginAndClientsWithoutOneAreServed() {
        var fixture = new Fixture();

        assertThat(fixture.host.get(V4).status()).isEqualTo(200);
        assertThat(fixture.host.get(V4, "Origin", "http://localhost:3000").status())
                .isEqualTo(200);
        assertThat(fixture.host.get(V4, "Origin", ALLOWED).status()).isEqualTo(403);
        assertThat(fixture.host.get(V4, "Origin", "null").status()).isEqualTo(403);
        assertThat(fixture.host.get(V4).header("Vary")).containsExactly("Origin");
        assertThat(fixture.host.get(V4, "Origin", ALLOWED).header("Vary")).containsExactly("Origin");
        assertThat(fixture.host.get(V4).header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void onAnEncryptedConnectionAPlainPageIsForeign() {
        var fixture = new Fixture();
        fixture.host.secure();

        assertThat(fixture.host.get(V4, "Origin", "https://localhost:3000").status())
                .isEqualTo(200);
        assertThat(fixture.host.get(V4, "Origin", "http://localhost:3000").status())
                .isEqualTo(403);
    }

    @Test
    void theOwnOriginIsTheOneThatTrustedProxiesTell() {
        var trusting = new Fixture(options -> options.trustedProxies(TrustedProxies.loopback()));
        var told = new String[] {"X-Forwarded-Proto", "https", "X-Forwarded-Host", "app.example", "Origin", ""};

        told[5] = "https://app.example";
        assertThat(trusting.host.get(V4, told).status()).isEqualTo(200);
        assertThat(new Fixture().host.get(V4, told).status()).isEqualTo(403);
        told[5] = "http://app.example";
        assertThat(trusting.host.get(V4, told).status()).isEqualTo(403);
        told[5] = "http://localhost:3000";
        assertThat(trusting.host.get(V4, told).status()).isEqualTo(403);
    }

    @Test
    void anAdmittedOriginIsTold() {
        var answer = listed.host.get(V4, "Origin", ALLOWED);
        var error = listed.host.get("/socket.io/?EIO=4&transport=foo", "Origin", ALLOWED);
        var without = listed.host.get(V4);

        for (var told : List.of(answer, error)) {
            assertThat(told.header("Access-Control-Allow-Origin")).containsExactly(ALLOWED);
            assertThat(told.header("Access-Control-Allow-Credentials")).containsExactly("true");
            assertThat(told.header("Access-Control-Expose-Headers")).containsExactly("x-a,x-b");
            assertThat(told.header("Vary")).containsExactly("Origin");
            assertThat(told.header("Access-Control-Allow-Methods")).isEmpty();
        }
        assertThat(error.status()).isEqualTo(400);
        assertThat(without.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(without.header("Vary")).containsExactly("Origin");
    }

    @Test
    void allRefusalsOfARequestCarryTheHeaders() {
        var target = listed.open(V4, "Origin", ALLOWED);
        listed.host.get(target, "Origin", ALLOWED);
        var overlap = listed.host.get(target, "Origin", ALLOWED);
        var delete = listed.host.request("DELETE", V4, Optional.of(Bytes.EMPTY), "Origin", ALLOWED);

        assertThat(overlap.status()).isEqualTo(400);
        assertThat(overlap.header("Access-Control-Allow-Origin")).containsExactly(ALLOWED);
        assertThat(delete.header("Access-Control-Allow-Origin")).containsExactly(ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {V4, V3, "/socket.io/?EIO=4&transport=polling&sid=unknown", "/socket.io/"})
    void preflightsAreAnsweredWithoutASession(String target) {
        var answer = preflight(listed, target, ALLOWED);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.text()).isEmpty();
        assertThat(answer.header("Access-Control-Allow-Origin")).containsExactly(ALLOWED);
        assertThat(answer.header("Access-Control-Allow-Credentials")).containsExactly("true");
        assertThat(answer.header("Access-Control-Allow-Methods")).containsExactly("GET,POST");
        assertThat(answer.header("Access-Control-Allow-Headers")).containsExactly("my-custom-header");
        assertThat(answer.header("Access-Control-Max-Age")).containsExactly("600");
        assertThat(answer.header("Access-Control-Expose-Headers")).containsExactly("x-a,x-b");
        assertThat(answer.header("Vary")).containsExactly("Origin");
    }

    @Test
    void aPreflightOfASessionDoesNotTouchIt() {
        var target = listed.open(V4);
        var poll = listed.host.get(target);

        preflight(listed, target, ALLOWED);

        assertThat(poll.pending()).isTrue();
        assertThat(listed.told).isEmpty();
    }

    @Test
    void aRefusedPreflightGrantsNothing() {
        var answer = preflight(listed, V4, EVIL);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Access-Control-Allow-Methods")).isEmpty();
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void anyOriginIsServedWithAStar() {
        var any = with(CorsPolicy.any());

        assertThat(any.host.get(V4, "Origin", EVIL).header("Access-Control-Allow-Origin"))
                .containsExactly("*");
        assertThat(any.host.get(V4).header("Access-Control-Allow-Origin")).containsExactly("*");
        assertThat(any.host.get(V4, "Origin", EVIL).header("Vary")).isEmpty();
        assertThat(any.host.webSocket(WS4, "Origin", EVIL).header("Access-Control-Allow-Origin"))
                .containsExactly("*");
        assertThat(preflight(any, V4, EVIL).header("Access-Control-Allow-Headers"))
                .containsExactly("content-type,x-custom");
        assertThat(preflight(any, V4, EVIL).header("Vary")).containsExactly("Access-Control-Request-Headers");
    }

    @Test
    void theProfileOf2ReflectsEveryOrigin() {
        var v2 = new Fixture(EngineOptions.v2());

        var answer = v2.host.get(V3, "Origin", EVIL);
        var opaque = v2.host.get(V3, "Origin", "null");
        var without = v2.host.get(V3);

        assertThat(answer.header("Access-Control-Allow-Origin")).containsExactly(EVIL);
        assertThat(answer.header("Access-Control-Allow-Credentials")).containsExactly("true");
        assertThat(answer.header("Vary")).containsExactly("Origin");
        assertThat(opaque.header("Access-Control-Allow-Origin")).containsExactly("null");
        assertThat(without.header("Access-Control-Allow-Origin")).containsExactly("*");
        assertThat(without.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(v2.host.webSocket(WS3, "Origin", EVIL).header("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void aPredicateJudgesWellFormedOriginsOnly() {
        var asked = new java.util.ArrayList<String>();
        var fixture = with(CorsPolicy.matching(origin -> {
            asked.add(origin);
            return origin.endsWith(".a.example");
        }));

        assertThat(fixture.host.get(V4, "Origin", "https://x.a.example").status())
                .isEqualTo(200);
        assertThat(fixture.host.get(V4, "Origin", "null").status()).isEqualTo(403);
        assertThat(fixture.host.get(V4, "Origin", "https://x y.a.example").status())
                .isEqualTo(403);
        assertThat(asked).containsOnly("https://x.a.example");
    }

    @Test
    void aPredicateThatThrowsRefuses() {
        var fixture = with(CorsPolicy.matching(origin -> {
            throw new IllegalStateException("a predicate's own fault");
        }));

        assertThat(fixture.host.get(V4, "Origin", ALLOWED).status()).isEqualTo(403);
        assertThat(fixture.host.get(V4).status()).isEqualTo(200);
    }

    @Test
    void headersOnlyServesEverybodyAndTellsTheAdmitted() {
        var fixture =
                new Fixture(options -> options.cors(CorsPolicy.origins(ALLOWED)).corsHeadersOnly(true));

        var answer = fixture.host.get(V4, "Origin", EVIL);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.header("Vary")).containsExactly("Origin");
        assertThat(fixture.host.webSocket(WS4, "Origin", EVIL).status()).isEqualTo(101);
        assertThat(preflight(fixture, V4, EVIL).status()).isEqualTo(204);
        assertThat(preflight(fixture, V4, EVIL).header("Access-Control-Allow-Methods"))
                .isEmpty();
    }

    @Test
    void originsMayBeRequired() {
        var fixture = new Fixture(options -> options.requireOrigin(true));
        var target = fixture.open(V4, "Origin", "http://localhost:3000");

        assertThat(fixture.host.get(V4).status()).isEqualTo(403);
        assertThat(fixture.host.get(V4, "Origin", "").status()).isEqualTo(403);
        assertThat(fixture.host.webSocket(WS4).status()).isEqualTo(403);
        assertThat(fixture.host.post(target, "4x").text()).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://a.example/", "a.example", "null", "", "https://", "https://a.example/x", "http://a:"})
    void whatIsNoOriginCanNotBeListed(String origin) {
        assertThatThrownBy(() -> CorsPolicy.origins(origin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("origins: \"" + origin + "\" (expected: ");
    }

    private static MemoryExchange preflight(Fixture fixture, String target, String origin) {
        return fixture.host.request(
                "OPTIONS",
                target,
                Optional.of(Bytes.EMPTY),
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "content-type,x-custom");
    }

    private static Fixture with(CorsPolicy policy) {
        return new Fixture(options -> options.cors(policy));
    }
}
