package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PolicyReviewsTest {
    private final List<String> lines = new ArrayList<>();
    private final PolicyReviews reviews = new PolicyReviews(EngineOptions.defaults(), lines::add);

    @Test
    void aReturnedPolicyIsReviewedWhenItIsSeenFirst() {
        for (var i = 0; i < 10; i++) {
            reviews.returned(CorsPolicy.any().credentials(true));
            reviews.returned(CorsPolicy.origins("https://a.example").credentials(true));
        }
        assertThat(lines).singleElement().asString().startsWith("cors: [*] with credentials (");

        reviews.returned(CorsPolicy.matching(Pattern.compile("https://.*:443")));
        reviews.returned(CorsPolicy.matching(Pattern.compile("https://.*:443")));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).startsWith("cors pattern: https://.*:443 (never matches");
    }

    @Test
    void policiesThatDifferWithoutEndFillNoMemory() {
        for (var i = 0; i < 5_000; i++) {
            reviews.returned(CorsPolicy.matching(Pattern.compile("a" + i)));
        }

        assertThat(lines).hasSize(100);
    }

    @Test
    void aConfiguredPolicyIsReviewedEachTime() {
        reviews.configured(CorsPolicy.any().credentials(true));
        reviews.configured(CorsPolicy.any().credentials(true));
        reviews.returned(CorsPolicy.any().credentials(true));

        assertThat(lines).hasSize(2);
    }

    @Test
    void whoAsksForPoliciesIsNotDoubtedItself() {
        var lax = EngineOptions.builder().cookie(new CookieOptions("io")).build();
        var policies = CorsPolicy.perRequest(request -> CompletableFuture.completedFuture(CorsPolicy.none()));

        new PolicyReviews(lax, lines::add).configured(policies);

        assertThat(lines).isEmpty();
    }

    @Test
    void whatIsSetOnWhoAsksForPoliciesIsRefused() {
        var policies = CorsPolicy.perRequest(request -> CompletableFuture.completedFuture(CorsPolicy.none()));
        var ways = List.<Runnable>of(
                () -> policies.credentials(true),
                () -> policies.methods("GET"),
                () -> policies.allowedHeaders("a"),
                () -> policies.exposedHeaders("a"),
                () -> policies.maxAge(Duration.ofSeconds(1)),
                () -> policies.privateNetwork(true),
                () -> policies.optionsSuccessStatus(200),
                () -> policies.preflightContinue(true),
                () -> policies.handlePreflightRequest(request -> {
                    throw new AssertionError();
                }),
                () -> policies.alsoMatching(Pattern.compile("a")));

        for (var way : ways) {
            assertThatThrownBy(way::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("[a-zA-Z]+: on CorsPolicy.perRequest \\(expected: on the policies that its"
                            + " function returns\\)");
        }
        assertThatThrownBy(() -> EngineOptions.builder()
                        .origins("https://a.example")
                        .cors(policies)
                        .build())
                .hasMessageStartingWith("origins: [https://a.example] (expected: none beside CorsPolicy.perRequest");
    }

    @Test
    void aPolicyThatAsksForAnotherIsABadRequest() {
        var policies = CorsPolicy.perRequest(request -> CompletableFuture.completedFuture(CorsPolicy.none()));
        var fixture = new Fixture(
                options -> options.cors(CorsPolicy.perRequest(request -> CompletableFuture.completedFuture(policies))));

        assertThat(fixture.host.get(V4).status()).isEqualTo(400);
        assertThat(fixture.host.get(V4).header("Vary")).containsExactly("Origin");
    }
}
