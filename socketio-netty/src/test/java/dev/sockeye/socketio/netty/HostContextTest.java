package dev.sockeye.socketio.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.server.host.WebSocketOptions;
import org.junit.jupiter.api.Test;

class HostContextTest {
    private final HostContext host = new HostContext(new ToyHandler(), null, HostLimits.defaults());

    @Test
    void webSocketsThatAreBoundedAlikeShareTheirSettings() {
        var first = host.settings(new WebSocketOptions(1000, true, 10), true);

        assertThat(host.settings(new WebSocketOptions(1000, true, 10), true)).isSameAs(first);
    }

    @Test
    void webSocketsThatAreNotDoNot() {
        var first = host.settings(new WebSocketOptions(1000, true, 10), true);
        var larger = host.settings(new WebSocketOptions(2000, true, 10), true);
        var later = host.settings(new WebSocketOptions(2000, true, 20), true);
        var plain = host.settings(new WebSocketOptions(2000, true, 20), false);

        assertThat(first.maxMessage()).isEqualTo(1000);
        assertThat(larger.maxMessage()).isEqualTo(2000);
        assertThat(larger.deflateThreshold()).isEqualTo(10);
        assertThat(later.deflateThreshold()).isEqualTo(20);
        assertThat(later.deflate()).isTrue();
        assertThat(plain.deflate()).isFalse();
        assertThat(host.settings(new WebSocketOptions(1000, true, 10), true)).isEqualTo(first);
    }
}
