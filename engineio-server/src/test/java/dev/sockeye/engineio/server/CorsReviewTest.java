package dev.sockeye.engineio.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsReviewTest {
    private static final EngineOptions DEFAULTS = EngineOptions.defaults();
    private static final CorsPolicy A = CorsPolicy.origins("https://example.com");

    @Test
    void whatWorksIsNotDoubted() {
        var none = EngineOptions.v2().toBuilder().noCookie().build();

        assertThat(CorsReview.warnings(DEFAULTS, CorsPolicy.none())).isEmpty();
        assertThat(CorsReview.warnings(DEFAULTS, CorsPolicy.any())).isEmpty();
        assertThat(CorsReview.warnings(DEFAULTS, A.credentials(true))).isEmpty();
        assertThat(CorsReview.warnings(none, A.credentials(true))).isEmpty();
    }

    @Test
    void theProfileOf2IsNamed() {
        assertThat(CorsReview.warnings(EngineOptions.v2(), EngineOptions.v2().cors()))
                .hasSize(2)
                .anyMatch(warning -> warning.startsWith("cors: every origin with credentials, as in 2.x"))
                .anyMatch(warning -> warning.startsWith("cookie: io with SameSite=Strict"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*:*", "*:443"})
    void aStarWithCredentialsIsNamed(String list) {
        assertThat(CorsReview.warnings(DEFAULTS, CorsPolicy.origins(list).credentials(true)))
                .singleElement()
                .asString()
                .contains(" with credentials (", "CorsPolicy.origins(\"https://example.com\").credentials(true)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*:443"})
    void credentialsThatTheProfileOf2GrantsToEveryHostAreNamed(String list) {
        var options = EngineOptions.v2().toBuilder().noCookie().origins(list).build();

        assertThat(CorsReview.warnings(options, options.cors()))
                .singleElement()
                .asString()
                .contains(" with credentials, as in 2.x (any page may act in the name of its visitors")
                .doesNotContain("not granted");
        assertThat(options.cors().grantsCredentials()).isTrue();
    }

    @Test
    void grantsForNobodyAreNamed() {
        assertThat(CorsReview.warnings(
                        DEFAULTS, CorsPolicy.none().exposedHeaders("x-a").privateNetwork(true)))
                .containsExactly(
                        "cors: exposedHeaders(\"x-a\").privateNetwork(true) without origins (without effect; name"
                                + " the origins: CorsPolicy.origins(\"https://example.com\").exposedHeaders(\"x-a\")"
                                + ".privateNetwork(true), for serve --origins https://example.com)");
    }

    @Test
    void aCookieThatBrowsersDropWithoutEncryptionIsNamed() {
        var none = EngineOptions.builder()
                .cookie(new CookieOptions("io").sameSite(CookieOptions.SameSite.NONE))
                .build();
        var proxied = none.toBuilder().trustedProxies(TrustedProxies.loopback()).build();
        var lax = EngineOptions.builder().cookie(new CookieOptions("io")).build();

        assertThat(CorsReview.cookieWarning(none, false))
                .hasValueSatisfying(warning -> assertThat(warning)
                        .startsWith("cookie: io with SameSite=None; Secure on a server without TLS")
                        .contains("serve TLS", "trustedProxies", "noCookie()"));
        assertThat(CorsReview.cookieWarning(none, true)).isEmpty();
        assertThat(CorsReview.cookieWarning(proxied, false)).isEmpty();
        assertThat(CorsReview.cookieWarning(lax, false)).isEmpty();
    }

    @Test
    void credentialsForNobodyAreNamed() {
        assertThat(CorsReview.warnings(DEFAULTS, CorsPolicy.none().credentials(true)))
                .singleElement()
                .asString()
                .startsWith("cors: credentials(true) without origins");
    }

    @Test
    void cookiesThatDoNotCrossSitesAreNamed() {
        var lax = EngineOptions.builder().cookie(new CookieOptions("io")).build();
        var none = EngineOptions.builder()
                .cookie(new CookieOptions("io").sameSite(CookieOptions.SameSite.NONE))
                .build();

        assertThat(CorsReview.warnings(lax, A.credentials(true)))
                .singleElement()
                .asString()
                .startsWith("cookie: io with SameSite=Lax")
                .contains("sameSite(SameSite.NONE)");
        assertThat(CorsReview.warnings(lax, A))
                .singleElement()
                .asString()
                .startsWith("cookie: io (")
                .contains("credentials(true)");
        assertThat(CorsReview.warnings(lax, CorsPolicy.none())).isEmpty();
        assertThat(CorsReview.warnings(none, A.credentials(true))).isEmpty();
    }

    @Test
    void headersWithoutProtectionAreNamed() {
        var open = EngineOptions.builder().corsHeadersOnly(true).build();

        assertThat(CorsReview.warnings(open, CorsPolicy.none()))
                .singleElement()
                .asString()
                .startsWith("corsHeadersOnly: true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://[a-z0-9-]+\\.example\\.com         |",
                "^https://[a-z0-9-]+\\.example\\.com$       |",
                "^https?://localhost(:[0-9]+)?$             |",
                "^https:\\/\\/example\\.com$                |",
                "example\\.com$                             | compared with whole origins",
                "\\.example\\.com$                          | compared with whole origins",
                "^https://example\\.com:443$                | never matches",
                "http://example\\.com:80                    | never matches",
                "^https://example.com$                      | a dot stands for any character",
            })
    void patternsThatDoNotMeanWhatTheySayAreNamed(String pattern, String doubt) {
        var warnings = CorsReview.warnings(DEFAULTS, CorsPolicy.matching(Pattern.compile(pattern)));

        if (doubt == null) {
            assertThat(warnings).isEmpty();
        } else {
            assertThat(warnings).isEqualTo(List.of(warnings.get(0)));
            assertThat(warnings.get(0)).contains("cors pattern: " + pattern, doubt);
        }
    }
}
