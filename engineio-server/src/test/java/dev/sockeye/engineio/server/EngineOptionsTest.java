package dev.sockeye.engineio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EngineOptionsTest {
    @Test
    void defaultsAreTheOfficialOnesWhereThoseAreSafe() {
        var options = EngineOptions.defaults();

        assertThat(options.path()).isEqualTo("/socket.io");
        assertThat(options.addTrailingSlash()).isTrue();
        assertThat(options.transports()).containsExactly("polling", "websocket");
        assertThat(options.allowEIO3()).isTrue();
        assertThat(options.pingInterval()).hasMillis(25_000);
        assertThat(options.pingTimeout()).hasMillis(20_000);
        assertThat(options.upgradeTimeout()).hasMillis(10_000);
        assertThat(options.maxHttpBufferSize()).isEqualTo(1_000_000);
        assertThat(options.allowUpgrades()).isTrue();
        assertThat(options.cookie()).isEmpty();
        assertThat(options.cors().admitsNone()).isTrue();
        assertThat(options.httpCompression()).hasValue(1024);
        assertThat(options.perMessageDeflate()).isEmpty();
        assertThat(options.destroyUpgradeTimeout()).hasMillis(1_000);
        assertThat(options.closeTimeout()).hasMillis(30_000);
        assertThat(options.maxPacketsPerPayload()).isEqualTo(10_000);
        assertThat(options.maxPendingBytes()).isEqualTo(16 * 1024 * 1024);
        assertThat(options.highWaterMark()).isEqualTo(1024 * 1024);
    }

    @Test
    void aBuilderKeepsWhatItIsNotTold() {
        var options = EngineOptions.v2().toBuilder()
                .pingTimeout(Duration.ofSeconds(5))
                .build();

        assertThat(options.pingTimeout()).hasMillis(5_000);
        assertThat(options.cors().admitsAny()).isTrue();
        assertThat(options.cookie())
                .hasValueSatisfying(cookie -> assertThat(cookie.name()).isEqualTo("io"));
    }

    @Test
    void aBuilderThatGoesOnChangesNothingThatWasBuilt() {
        var builder = EngineOptions.builder();
        var options = builder.build();

        builder.path("/other").build();

        assertThat(options.path()).isEqualTo("/socket.io");
    }

    @Test
    void unclaimedWebSocketsAreTheHostsToEnd() {
        assertThat(new EngineServer(EngineOptions.defaults()).unclaimedUpgradeTimeout())
                .contains(Duration.ofSeconds(1));
        assertThat(new EngineServer(
                                EngineOptions.builder().destroyUpgrade(false).build())
                        .unclaimedUpgradeTimeout())
                .isEmpty();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong(o -> o.pingInterval(Duration.ZERO), "pingInterval: 0 (expected: > 0)"),
                wrong(o -> o.pingTimeout(Duration.ofMillis(-1)), "pingTimeout: -1 (expected: > 0)"),
                wrong(o -> o.upgradeTimeout(Duration.ZERO), "upgradeTimeout: 0 (expected: > 0)"),
                wrong(o -> o.maxHttpBufferSize(0), "maxHttpBufferSize: 0 (expected: > 0)"),
                wrong(o -> o.maxHttpBufferSize(1L << 31), "maxHttpBufferSize: 2147483648 (expected: <= 1 GiB)"),
                wrong(o -> o.transports(List.of()), "transports: [] (expected: polling, websocket)"),
                wrong(o -> o.transports("ws"), "transports: [ws] (expected: polling, websocket)"),
                wrong(o -> o.maxPacketsPerPayload(0), "maxPacketsPerPayload: 0 (expected: > 0)"),
                wrong(o -> o.httpCompression(OptionalInt.of(-1)), "httpCompression: -1 (expected: >= 0)"),
                wrong(o -> o.maxPendingBytes(10).highWaterMark(11), "highWaterMark: 11 (expected: <= maxPendingBytes)"),
                wrong(
                        o -> o.path("socket.io"),
                        "path: \"socket.io\" (expected: / and then visible characters except ? and #)"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void valuesThatCanNotWorkAreNamedWithWhatWasExpected(UnaryOperator<EngineOptions.Builder> change, String message) {
        assertThatThrownBy(() -> change.apply(EngineOptions.builder()).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Arguments wrong(UnaryOperator<EngineOptions.Builder> change, String message) {
        return Arguments.of(change, message);
    }
}
