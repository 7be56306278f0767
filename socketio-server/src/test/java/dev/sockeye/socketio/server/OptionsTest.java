package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        assertThatThrownBy(() -> HandlerExecutor.pool(0)).hasMessage("threads: 0 (expected: > 0)");
    }

    @Test
    void profileOfTheOldVersionReflectsEveryOriginAndSetsTheCookie() {
        var options = SocketIoOptions.v2();

        assertThat(options.engine().cookie()).isPresent();
        assertThat(options.engine().cors().admitsAny()).isTrue();
        assertThat(SocketIoOptions.defaults().engine().cors().admitsNone()).isTrue();
        assertThat(SocketIoServer.builder(options).options().engine().cookie()).isPresent();
    }
}
