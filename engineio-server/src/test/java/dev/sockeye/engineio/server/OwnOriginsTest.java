package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V3;
import static dev.sockeye.engineio.server.Fixture.V4;
import static dev.sockeye.engineio.server.Fixture.WS4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnOriginsTest {
    private static final String OWN = "https://app.example";

    @ParameterizedTest
    @CsvSource({
        "https, https://app.example, 200",
        "https, http://app.example, 403",
        "http, http://app.example, 200",
        "http, https://app.example, 403",
        "HTTPS, http://app.example, 403",
        "wss, https://app.example, 200",
        "nonsense, https://app.example, 200",
        "nonsense, http://app.example, 200",
        ", https://app.example, 200",
        ", http://app.example, 200",
    })
    void theSchemeThatAProxyTellsIsTheOnlyOne(String proto, String origin, int status) {
        var fixture = new Fixture(options -> options.trustedProxies(TrustedProxies.loopback()));
        var headers = new ArrayList<>(List.of("X-Forwarded-Host", "app.example", "Origin", origin));
        if (proto != null) {
            headers.addAll(List.of("X-Forwarded-Proto", proto));
        }

        assertThat(fixture.host.get(V4, headers.toArray(String[]::new)).status())
                .isEqualTo(status);
    }

    @Test
    void theSchemeOfTheClientCountsAndNotThatOfTheLastHop() {
        var fixture = new Fixture(options -> options.trustedProxies(TrustedProxies.loopback()));
        fixture.host.secure();

        assertThat(fixture.host
                        .get(V4, "Forwarded", "for=1.2.3.4;proto=http;host=app.example", "Origin", "http://app.example")
                        .status())
                .isEqualTo(200);
        assertThat(fixture.host
                        .get(V4, "Forwarded", "for=1.2.3.4;proto=http;host=app.example", "Origin", OWN)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whoIsNotTrustedTellsNoScheme() {
        var answer = new Fixture().host.get(V4, "X-Forwarded-Proto", "http", "Origin", "https://localhost:3000");

        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "ws://localhost:3000, 200",
        "wss://localhost:3000, 200",
        "ws://localhost:3001, 403",
        "ws://evil.example:3000, 403",
        "wss://app.example, 403",
    })
    void whoNamesTheAddressOfItsConnectionIsNoForeignPage(String origin, int status) {
        // What the official client for Swift sends with WebSocket handshakes.
        var fixture = new Fixture(options -> options.cors(CorsPolicy.origins(OWN)));

        assertThat(fixture.host.get(V4, "Origin", origin).status()).isEqualTo(status);
        assertThat(fixture.host.webSocket(WS4, "Origin", origin).status()).isEqualTo(status == 200 ? 101 : status);
    }

    @Test
    void listedOnesReplaceTheHostAskedFor() {
        var fixture = new Fixture(options -> options.ownOrigins(OWN, "localhost:*"));

        assertThat(fixture.host.get(V4, "Origin", OWN).status()).isEqualTo(200);
        assertThat(fixture.host.get(V4, "Origin", OWN).header("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(fixture.host.get(V4, "Origin", "http://localhost:3000").status())
                .isEqualTo(200);
        assertThat(fixture.host.get(V4, "Origin", "http://app.example").status())
                .isEqualTo(403);
        assertThat(fixture.host.get(V4).status()).isEqualTo(200);
    }

    @Test
    void aNameThatSomebodyMadeLeadHereIsForeign() {
        var fixture = new Fixture(options -> options.ownOrigins(OWN));
        var refusals = new ArrayList<OriginRefusal>();
        fixture.server.onOriginRefused(refusals::add);

        for (var headers : List.of(
                List.of("Origin", "http://localhost:3000"),
                List.of("Sec-Fetch-Site", "same-origin"),
                List.of("Referer", "http://localhost:3000/"),
                List.<String>of())) {
            var sent = headers.toArray(String[]::new);
            assertThat(fixture.host.get(V3, sent).status()).isEqualTo(403);
            assertThat(fixture.host.get(V4 + "&sid=x", sent).status()).isEqualTo(403);
            assertThat(fixture.host.webSocket(WS4, sent).status()).isEqualTo(403);
        }

        assertThat(fixture.sessions).isEmpty();
        var last = refusals.get(refusals.size() - 1);
        assertThat(last.reason()).isEqualTo(OriginRefusal.Reason.FOREIGN_HOST);
        assertThat(last.message()).isEqualTo("Host localhost:3000 is not allowed");
        assertThat(last.fix())
                .contains(".engine(engine -> engine.ownOrigins(\"https://app.example\", \"http://localhost:3000\")), or"
                        + " sockeye serve --own-origins https://app.example,http://localhost:3000");
    }

    @Test
    void theHostThatATrustedProxyTellsIsTheOneAskedFor() {
        var fixture = new Fixture(options -> options.ownOrigins(OWN).trustedProxies(TrustedProxies.loopback()));

        assertThat(fixture.host.get(V4, "X-Forwarded-Host", "app.example").status())
                .isEqualTo(200);
        assertThat(fixture.host
                        .get(V4, "X-Forwarded-Host", "app.example", "X-Forwarded-Proto", "http")
                        .status())
                .isEqualTo(403);
        assertThat(fixture.host.get(V4, "X-Forwarded-Host", "evil.example").status())
                .isEqualTo(403);
    }

    @Test
    void foreignOriginsAreServedUnderEachName() {
        var fixture = new Fixture(options -> options.ownOrigins(OWN).cors(CorsPolicy.origins("https://a.example")));

        assertThat(fixture.host.get(V4, "Origin", "https://a.example").status()).isEqualTo(200);
        assertThat(new Fixture(options -> options.ownOrigins(OWN).cors(CorsPolicy.any()))
                        .host
                        .get(V4)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*:443", "https://app.example/", "app.example", "null", ""})
    void whatNamesNoHostCanNotBeListed(String origin) {
        assertThatThrownBy(() -> EngineOptions.builder().ownOrigins(origin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ownOrigins: \"" + origin + "\" (expected: ");
        assertThatThrownBy(() -> EngineOptions.builder().ownOrigins())
                .hasMessage("ownOrigins: [] (expected: at least one)");
    }
}
