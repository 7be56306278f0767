package dev.sockeye.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sockeye.engineio.protocol.EngineRevision;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class EngineClientOptionsTest {
    @Test
    void theDefaultsAreTheOfficialOnes() {
        var options = EngineClientOptions.defaults();

        assertThat(options.revision()).isEqualTo(EngineRevision.V4);
        assertThat(options.path()).isEqualTo("/engine.io/");
        assertThat(options.transports()).containsExactly("polling", "websocket");
        assertThat(options.upgrade()).isTrue();
        assertThat(options.rememberUpgrade()).isFalse();
        assertThat(options.tryAllTransports()).isFalse();
        assertThat(options.timestampRequests()).isEmpty();
        assertThat(options.timestampParam()).isEqualTo("t");
        assertThat(options.forceBase64()).isFalse();
        assertThat(options.timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(options.requestTimeout()).isZero();
        assertThat(options.withCredentials()).isFalse();
        assertThat(options.perMessageDeflate()).hasValue(1024);
        assertThat(options.maxPayload()).isEqualTo(100 << 20);
        assertThat(options.checkServerIdentity()).isTrue();
        assertThat(options.proxy()).isEmpty();
        assertThat(options.toBuilder().build()).usingRecursiveComparison().isEqualTo(options);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("path: \"a b\" (expected: / and then visible characters except ? and #)", o -> o.path("a b")),
                wrong("transports: [] (expected: some of polling, websocket, each once)", o -> o.transports()),
                wrong(
                        "transports: [flash] (expected: some of polling, websocket, each once)",
                        o -> o.transports("flash")),
                wrong(
                        "transports: [polling, polling] (expected: some of polling, websocket, each once)",
                        o -> o.transports("polling", "polling")),
                wrong("timeout: -1 (expected: >= 0)", o -> o.timeout(Duration.ofMillis(-1))),
                wrong("closeTimeout: 0 (expected: > 0)", o -> o.closeTimeout(Duration.ZERO)),
                wrong("maxPayload: 0 (expected: > 0)", o -> o.maxPayload(0)),
                wrong("maxPacketsPerPayload: 0 (expected: > 0)", o -> o.maxPacketsPerPayload(0)),
                wrong(
                        "perMessageDeflate: OptionalInt[-1] (expected: >= 0)",
                        o -> o.perMessageDeflate(OptionalInt.of(-1))),
                wrong("extraHeaders: \"a b\" (expected: the name of a header)", o -> o.extraHeader("a b", "c")),
                wrong(
                        "extraHeaders: a with a value (expected: ISO 8859-1, no control characters)",
                        o -> o.extraHeader("a", "b\r\nc: d")),
                wrong(
                        "extraHeaders: Upgrade (expected: none that the transport sets)",
                        o -> o.extraHeader("Upgrade", "h2c")),
                wrong(
                        "extraHeaders: Content-Length (expected: none that the transport sets)",
                        o -> o.transportOptions("polling", TransportOptions.header("Content-Length", "1"))),
                wrong(
                        "transportOptions: [flash] (expected: polling, websocket)",
                        o -> o.transportOptions("flash", new TransportOptions(Map.of(), Map.of()))),
                wrong("protocols: [a, a] (expected: different names)", o -> o.protocols("a", "a")),
                wrong("timestampParam: \"\" (expected: a name)", o -> o.timestampParam("")));
    }

    private static Arguments wrong(String message, UnaryOperator<EngineClientOptions.Builder> option) {
        return Arguments.of(message, option);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void whatIsWrongIsNamed(String message, UnaryOperator<EngineClientOptions.Builder> option) {
        var builder = option.apply(EngineClientOptions.builder());
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
    }

    @Test
    void builtOptionsDoNotChangeWithTheirBuilder() {
        var builder = EngineClientOptions.builder().path("/a");
        var options = builder.build();
        builder.path("/b").extraHeader("x", "y");

        assertThat(options.path()).isEqualTo("/a/");
        assertThat(options.extraHeaders()).isEmpty();
    }

    @Test
    void aProxyDoesNotTellItsPassword() {
        var proxy = EngineProxy.socks5("gate.example", 1080).credentials("joe", "secret");

        assertThat(proxy).hasToString("SOCKS5 gate.example:1080");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineProxy.socks4("gate.example", 1080).credentials("joe", "secret"));
        assertThat(List.of(proxy.user().orElseThrow(), proxy.password().orElseThrow()))
                .containsExactly("joe", "secret");
    }
}
