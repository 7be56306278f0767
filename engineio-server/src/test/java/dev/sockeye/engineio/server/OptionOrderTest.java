package dev.sockeye.engineio.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.Response;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class OptionOrderTest {
    private static final String A = "https://a.example";
    private static final String B = "https://b.example";

    @Test
    void aListAndTheProfileOf2MayComeInAnyOrder() {
        for (var options : inBothOrders(builder -> builder.origins(A), EngineOptions.Builder::v2)) {
            assertThat(options.cors().listed()).containsExactly(A);
            assertThat(options.cors().credentials()).isTrue();
            assertThat(options.cookie()).isPresent();
        }
    }

    @Test
    void aListTakesThePlaceOfThatOfThePolicyInAnyOrder() {
        for (var options : inBothOrders(
                builder -> builder.origins(A),
                builder -> builder.cors(CorsPolicy.origins(B).maxAge(Duration.ofMinutes(1))))) {
            assertThat(options.cors().listed()).containsExactly(A);
            assertThat(options.cors().grants().maxAge()).contains(Duration.ofMinutes(1));
        }
    }

    @Test
    void aPolicyTakesThePlaceOfThatOfTheProfileInAnyOrder() {
        for (var options : inBothOrders(builder -> builder.cors(CorsPolicy.origins(A)), EngineOptions.Builder::v2)) {
            assertThat(options.cors().listed()).containsExactly(A);
            assertThat(options.cors().credentials()).isFalse();
        }
    }

    @Test
    void aPreflightHookStaysWithThePolicyInAnyOrder() {
        for (var options : inBothOrders(
                builder -> builder.handlePreflightRequest(request -> new Response(299, Headers.empty(), Bytes.EMPTY)),
                builder -> builder.cors(CorsPolicy.origins(A)))) {
            var answer =
                    new Fixture(options).host.request("OPTIONS", Fixture.V4, java.util.Optional.empty(), "Origin", A);

            assertThat(answer.status()).isEqualTo(299);
            assertThat(options.cors().listed()).containsExactly(A);
        }
    }

    @Test
    void theCookieThatIsSetOrRemovedStaysInAnyOrder() {
        for (var options : inBothOrders(EngineOptions.Builder::noCookie, EngineOptions.Builder::v2)) {
            assertThat(options.cookie()).isEmpty();
        }
        for (var options : inBothOrders(builder -> builder.cookie(new CookieOptions("a")), EngineOptions.Builder::v2)) {
            assertThat(options.cookie().orElseThrow().name()).isEqualTo("a");
        }
    }

    @Test
    void whatIsSetOverOptionsThatThereAreTakesTheirPlace() {
        var listed = EngineOptions.builder().origins(A).build();

        assertThat(listed.toBuilder().cors(CorsPolicy.origins(B)).build().cors().listed())
                .containsExactly(B);
        assertThat(listed.toBuilder().origins(B).build().cors().listed()).containsExactly(B);
        assertThat(EngineOptions.v2().toBuilder().origins(B).build().cors().credentials())
                .isTrue();
        assertThat(EngineOptions.v2().toBuilder().path("/x").build().cors().admitsAny())
                .isTrue();
    }

    private static List<EngineOptions> inBothOrders(
            UnaryOperator<EngineOptions.Builder> one, UnaryOperator<EngineOptions.Builder> other) {
        return List.of(
                other.apply(one.apply(EngineOptions.builder())).build(),
                one.apply(other.apply(EngineOptions.builder())).build());
    }
}
