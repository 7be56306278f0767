package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.engineio.server.EngineOptions;
import dev.sockeye.engineio.server.EngineServer;
import dev.sockeye.socketio.events.HandlerExecutor;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void optionsThatCannotWorkAreRefused() {
        var builder = SocketIoServer.builder();

        assertThatThrownBy(() -> builder.connectTimeout(Duration.ZERO))
                .hasMessage("connectTimeout: PT0S (expected: > 0)");
        assertThatThrownBy(() -> builder.ackTimeout(Duration.ofSeconds(-1)))
                .hasMessage("ackTimeout: PT-1S (expected: > 0)");
        assertThatThrownBy(() -> new SocketIoLimits(0, 1, 1, 1, 1, 1, 1))
                .hasMessage("namespacesPerConnection: 0 (expected: > 0)");
        assertThatThrownBy(() -> SocketIoServer.builder()
                        .engine(new EngineServer(EngineOptions.v2()))
                        .path("/elsewhere")
                        .build())
                .hasMessageStartingWith("engine: made elsewhere, beside options of an engine");
        assertThatThrownBy(() -> HandlerExecutor.pool(0)).hasMessage("threads: 0 (expected: > 0)");
    }

    @Test
    void timesThatNoTimerCountsAreCutShort() throws Exception {
        var forever = Duration.ofSeconds(Long.MAX_VALUE);
        try (var server = new TestServer(builder -> builder.ackTimeout(forever))) {
            assertThat(server.io.timeout(forever).emitWithAck("x").get().complete())
                    .isTrue();
            assertThat(server.io.emitWithAck("x").get().complete()).isTrue();
        }
    }

    @Test
    void profileOfTheOldVersionReflectsEveryOriginAndSetsTheCookie() {
        var options = SocketIoOptions.v2();

        assertThat(options.engine().cookie()).isPresent();
        assertThat(options.engine().cors().admitsAny()).isTrue();
        assertThat(SocketIoOptions.defaults().engine().cors().admitsNone()).isTrue();
        assertThat(SocketIoServer.builder(options).options().engine().cookie()).isPresent();
    }

    @Test
    void profileOfTheOldVersionTakesNothingAway() {
        var options = SocketIoServer.builder()
                .path("/elsewhere")
                .origins("https://a.example")
                .v2()
                .options()
                .engine();

        assertThat(options.path()).isEqualTo("/elsewhere");
        assertThat(options.cors().listed()).containsExactly("https://a.example");
        assertThat(options.cors().credentials()).isTrue();
    }

    @Test
    void optionsFromElsewhereComeFirst() {
        var options = EngineOptions.builder().path("/elsewhere").build();

        assertThat(SocketIoServer.builder()
                        .engine(options)
                        .origins("https://a.example")
                        .options()
                        .engine()
                        .path())
                .isEqualTo("/elsewhere");
        assertThat(SocketIoServer.builder(SocketIoOptions.v2())
                        .engine(options)
                        .options()
                        .engine()
                        .path())
                .isEqualTo("/elsewhere");
        assertThatThrownBy(() ->
                        SocketIoServer.builder().origins("https://a.example").engine(options))
                .hasMessageStartingWith("engine: options from elsewhere, after others were set (expected: ");
    }
}
