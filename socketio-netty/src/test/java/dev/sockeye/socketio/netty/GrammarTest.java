package dev.sockeye.socketio.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "example.org",
                "EXAMPLE.org:80",
                "example.org:",
                "127.0.0.1:65535",
                "a-b_c~d!e$f&g'h(i)j*k+l,m;n=o%20",
                "[::1]",
                "[::1]:",
                "[2001:db8::1]:443",
                "[::ffff:1.2.3.4]:99999"
            })
    void takesHosts(String host) {
        assertThat(Grammar.host(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":80",
                "a:b",
                "a:80:",
                "a:b:80",
                "a:123456",
                "a:8 0",
                "a/b",
                "a@b",
                "a b",
                "a]",
                "a]:80",
                "a[b]",
                "h\u00e9",
                "[",
                "[]",
                "[a",
                "[a]",
                "[::1",
                "[::1]x",
                "[::1]]",
                "[::1]:x",
                "[::g]",
                "[::1]:123456",
                "[[::1]]"
            })
    void refusesWhatIsNone(String text) {
        assertThat(Grammar.host(text)).isFalse();
    }
}
