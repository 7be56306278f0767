package dev.sockeye.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NamespaceQueryTest {
    static Stream<Arguments> queries() {
        return Stream.of(
                arguments("/", "/", Map.of()),
                arguments("/chat", "/chat", Map.of()),
                arguments("/chat?", "/chat", Map.of()),
                arguments("/chat?token=abc&x=1", "/chat", Map.of("token", "abc", "x", "1")),
                arguments("/?a=1", "/", Map.of("a", "1")),
                arguments("/a?k=1&k=2", "/a", Map.of("k", "2")),
                arguments("/a?name=%E2%82%AC%20a+b&list=1%2C2", "/a", Map.of("name", "€ a b", "list", "1,2")),
                arguments("/a?%6B=%3D&€=€", "/a", Map.of("k", "=", "€", "€")),
                arguments("/a?k", "/a", Map.of("k", "")),
                arguments("/a?k=", "/a", Map.of("k", "")),
                arguments("/a?=v", "/a", Map.of("", "v")),
                arguments("/a?k=a=b?c", "/a", Map.of("k", "a=b?c")),
                arguments("/a?&&k=v&", "/a", Map.of("k", "v")),
                arguments("/a?k=%&l=%1&m=%zz&n=%-1", "/a", Map.of("k", "%", "l", "%1", "m", "%zz", "n", "%-1")),
                arguments("/a?k=%ff", "/a", Map.of("k", "\ufffd")),
                arguments("/a?__proto__=x", "/a", Map.of("__proto__", "x")));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void splitsNameAndQuery(String text, String namespace, Map<String, String> query) {
        assertThat(NamespaceQuery.parse(text)).isEqualTo(new NamespaceQuery(namespace, query));
    }

    @Test
    void parametersKeepTheirOrderAndHaveABound() {
        var text = new StringBuilder("/a?");
        for (var i = 0; i < 2_000; i++) {
            text.append('p').append(i).append('&');
        }

        var query = NamespaceQuery.parse(text.toString()).query();

        assertThat(query).hasSize(1_000).doesNotContainKey("p1000");
        assertThat(query.keySet()).startsWith("p0", "p1", "p2");
    }
}
