package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V3;
import static dev.sockeye.engineio.server.Fixture.V4;
import static dev.sockeye.engineio.server.Fixture.WS3;
import static dev.sockeye.engineio.server.Fixture.WS4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that name no origin: images, frames, scripts and links of any page make them, and clients that are no browsers. */
class SilentRequestTest {
    private static final String SITE = "Sec-Fetch-Site";
    private static final String A = "https://a.example";
    private static final String OWN = "http://localhost:3000";

    private final Fixture listed = new Fixture(options -> options.cors(CorsPolicy.origins(A)));

    @ParameterizedTest
    @CsvSource({
        ", , 200",
        ", about:blank, 200",
        ", http://localhost:3000/page, 200",
        ", https://localhost:3000/page, 200",
        ", https://a.example/page?q=1, 200",
        ", HTTPS://A.example/page, 200",
        ", https://evil.example/, 403",
        ", https://a.example.evil.example/, 403",
        ", http://localhost:3001/, 403",
        "same-origin, , 200",
        "same-origin, https://evil.example/, 200",
        "none, , 200",
        "same-site, , 403",
        "cross-site, , 403",
        "cross-site, about:blank, 403",
        "cross-site, https://evil.example/, 403",
        "cross-site, http://localhost:3000/page, 403",
        "same-site, https://a.example/, 200",
        "cross-site, https://a.example/, 200",
        "'', , 403",
        "Same-Origin, , 403",
        "'same-origin, cross-site', , 403",
        "x, , 403",
    })
    void areJudgedByWhatTheBrowserTellsBeside(@Nullable String site, @Nullable String referer, int status) {
        var headers = headers(site, referer);

        assertThat(listed.host.get(V4, headers).status()).isEqualTo(status);
        assertThat(listed.host.get(V3, headers).status()).isEqualTo(status);
        assertThat(listed.host.webSocket(WS3, headers).status()).isEqualTo(status == 200 ? 101 : status);
        assertThat(listed.host.webSocket(WS4, headers).status()).isEqualTo(status == 200 ? 101 : status);
    }

    @Test
    void ofAForeignPageOpenNoSession() {
        var fixture = new Fixture();

        var answer = fixture.host.get(V3, SITE, "cross-site");

        assertThat(answer.text()).isEqualTo("{\"code\":4,\"message\":\"The request does not tell its origin\"}");
        assertThat(answer.header("Vary")).containsExactly("Origin");
        assertThat(fixture.sessions).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void ofAForeignPageDoNotReachASession(String site) {
        var target = listed.open(V4);
        var other = listed.open(V3);

        assertThat(listed.host.get(target, SITE, site).status()).isEqualTo(403);
        assertThat(listed.host.get(other, SITE, site).status()).isEqualTo(403);
        assertThat(listed.host.post(target, "4x", SITE, site).status()).isEqualTo(403);
        assertThat(listed.host
                        .post(target, "4x", "Referer", "https://evil.example/")
                        .status())
                .isEqualTo(403);
        assertThat(listed.host.webSocket(Fixture.upgradeOf(target), SITE, site).status())
                .isEqualTo(403);
        assertThat(listed.host
                        .request("OPTIONS", target, Optional.of(Bytes.EMPTY), SITE, site)
                        .status())
                .isEqualTo(403);
        assertThat(listed.host.post(target, "4y").text()).isEqualTo("ok");
        assertThat(listed.told).containsExactly("y");
    }

    @Test
    void withSeveralFieldsAreThoseOfNoBrowser() {
        assertThat(listed.host.get(V4, SITE, "same-origin", SITE, "same-origin").status())
                .isEqualTo(403);
        assertThat(listed.host
                        .get(V4, SITE, "cross-site", "Referer", A + "/", "Referer", A + "/")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void areJudgedByTheOriginWhereThereIsOne() {
        assertThat(listed.host.get(V4, "Origin", A, SITE, "cross-site").status())
                .isEqualTo(200);
        assertThat(listed.host
                        .get(V4, "Origin", "https://evil.example", SITE, "same-origin")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void areServedWhereAllOriginsAre() {
        for (var fixture : List.of(
                new Fixture(EngineOptions.v2()),
                new Fixture(options -> options.cors(CorsPolicy.any())),
                new Fixture(options -> options.cors(CorsPolicy.reflecting())))) {
            assertThat(fixture.host.get(V3, SITE, "cross-site").status()).isEqualTo(200);
            assertThat(fixture.host.get(V4, "Referer", "https://evil.example/").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void areServedWhereThePolicyOnlyShapesHeaders() {
        var fixture = new Fixture(options -> options.corsHeadersOnly(true)
                .cors(CorsPolicy.origins(A).credentials(true).exposedHeaders("x-a")));

        var answer = fixture.host.get(V4, SITE, "cross-site", "Referer", "https://evil.example/");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Expose-Headers")).containsExactly("x-a");
        assertThat(fixture.host.webSocket(WS4, SITE, "cross-site").status()).isEqualTo(101);
    }

    @Test
    void areJudgedByTheFunctionThatIsGiven() {
        var asked = new ArrayList<String>();
        var fixture = new Fixture(options -> options.cors(CorsPolicy.deciding(origin -> {
            asked.add(origin);
            return CompletableFuture.completedFuture(origin.equals(A));
        })));

        assertThat(fixture.host.get(V4).status()).isEqualTo(200);
        assertThat(fixture.host.get(V4, "Referer", OWN + "/page").status()).isEqualTo(200);
        assertThat(fixture.host
                        .get(V4, SITE, "same-origin", "Referer", OWN + "/page")
                        .status())
                .isEqualTo(200);
        assertThat(fixture.host.get(V4, SITE, "cross-site").status()).isEqualTo(403);
        assertThat(asked).isEmpty();
        assertThat(fixture.host.get(V4, SITE, "cross-site", "Referer", A + "/").status())
                .isEqualTo(200);
        assertThat(fixture.host.get(V4, "Referer", "https://evil.example/").status())
                .isEqualTo(403);
        assertThat(asked).containsExactly(A, "https://evil.example");
    }

    private static String[] headers(@Nullable String site, @Nullable String referer) {
        var headers = new ArrayList<String>();
        if (site != null) {
            headers.addAll(List.of(SITE, site));
        }
        if (referer != null) {
            headers.addAll(List.of("Referer", referer));
        }
        return headers.toArray(String[]::new);
    }
}
