package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V3;
import static dev.sockeye.engineio.server.Fixture.V4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CookieTest {
    @Test
    void thereIsNoneByDefault() {
        assertThat(new Fixture().host.get(V3).header("Set-Cookie")).isEmpty();
    }

    @Test
    void revision4IsToldOnceAndRevision3EveryTime() {
        var fixture = new Fixture(options -> options.cookie(new CookieOptions("io")));

        for (var target : new String[] {V4, V3}) {
            var handshake = fixture.host.get(target);
            var sid = Fixture.sid(handshake);
            fixture.session().send(Fixture.text("x"));
            var poll = fixture.host.get(target + "&sid=" + sid);

            var cookie = "io=" + sid + "; Path=/; HttpOnly; SameSite=Lax";
            assertThat(handshake.header("Set-Cookie")).containsExactly(cookie);
            assertThat(poll.header("Set-Cookie"))
                    .isEqualTo(target.equals(V3) ? handshake.header("Set-Cookie") : poll.header("none"));
        }
    }

    @Test
    void theProfileOf2HasTheStrictOne() {
        var handshake = new Fixture(EngineOptions.v2()).host.get(V3);

        assertThat(handshake.header("Set-Cookie"))
                .containsExactly("io=" + Fixture.sid(handshake) + "; Path=/; HttpOnly; SameSite=Strict");
    }

    @Test
    void overAnEncryptedConnectionItIsSecure() {
        var fixture = new Fixture(options -> options.cookie(new CookieOptions("io")));
        fixture.host.secure();

        assertThat(fixture.host.get(V4).header("Set-Cookie")).first().asString().contains("; Secure; SameSite=Lax");
    }

    @Test
    void allAttributesAreWritten() {
        var cookie = new CookieOptions(
                "id",
                Optional.empty(),
                false,
                CookieOptions.SameSite.NONE,
                true,
                Optional.of("example.com"),
                Optional.of(Duration.ofHours(1)));
        var handshake = new Fixture(options -> options.cookie(cookie)).host.get(V4);

        assertThat(handshake.header("Set-Cookie"))
                .containsExactly(
                        "id=" + Fixture.sid(handshake) + "; Max-Age=3600; Domain=example.com; Secure; SameSite=None");
    }

    @Test
    void whatCanNotStandInAHeaderIsRefused() {
        assertThatThrownBy(() -> new CookieOptions("a;b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CookieOptions("")).hasMessageContaining("expected: a token");
    }

    @Test
    void cookiesOfTheClientMeanNothing() {
        var fixture = new Fixture(EngineOptions.v2());
        var sid = Fixture.sid(fixture.host.get(V3));

        var answer = fixture.host.get(V3, "Cookie", "io=" + sid);

        assertThat(Fixture.sid(answer)).isNotEqualTo(sid);
    }

    @Test
    void aCookieBehindATrustedProxyWithTlsIsSecure() {
        var fixture = new Fixture(
                options -> options.cookie(new CookieOptions("io")).trustedProxies(TrustedProxies.loopback()));

        assertThat(fixture.host.get(V4, "X-Forwarded-Proto", "https").header("Set-Cookie"))
                .singleElement()
                .asString()
                .contains("; Secure");
    }

    @Test
    void theCookieOfTheProfileOf2CanBeRemoved() {
        var fixture = new Fixture(EngineOptions.v2().toBuilder().noCookie().build());

        assertThat(fixture.host.get(V4).header("Set-Cookie")).isEmpty();
    }
}
