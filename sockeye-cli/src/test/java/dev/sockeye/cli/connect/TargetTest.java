package dev.sockeye.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.socketio.client.ClientProtocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TargetTest {
    @Test
    void pathOfTheUrlIsANamespaceUnlessItIsTheServers() {
        assertThat(Target.of(Calls.to("http://a:1").call()).namespaces()).containsExactly("/");
        assertThat(Target.of(Calls.to("http://a:1/chat")
                                .namespaces("admin", "/chat")
                                .call())
                        .namespaces())
                .containsExactly("/chat", "/admin");
        assertThat(Target.of(Calls.to("http://a:1").namespaces("/admin").call()).namespaces())
                .containsExactly("/admin");

        var whole = Target.of(Calls.to("ws://a:1/sub/socket.io/?EIO=4&transport=websocket&sid=x&room=1&q=a%20b")
                .query("room=2")
                .call());

        assertThat(whole.namespaces()).containsExactly("/");
        assertThat(whole.server()).isEqualTo("http://a:1");
        assertThat(whole.options().engine().path()).isEqualTo("/sub/socket.io/");
        assertThat(whole.options().query()).isEqualTo(Map.of("room", "2", "q", "a b"));
        assertThat(whole.doctor()).isEqualTo("sockeye doctor http://a:1 --path /sub/socket.io/");
    }

    @Test
    void headersAndCookiesAreSent() {
        var target = Target.of(Calls.to("https://a")
                .header("X-Key:  v:1 ")
                .cookies("a=1", "b=2=3")
                .eio("3")
                .call());

        assertThat(target.options().engine().extraHeaders())
                .containsEntry("X-Key", List.of("v:1"))
                .containsEntry("Cookie", List.of("a=1; b=2=3"));
        assertThat(target.options().protocol()).isEqualTo(ClientProtocol.V4);
    }

    @Test
    void proxyHasItsCredentials() {
        var target = Target.of(
                Calls.to("http://a").proxy("socks5://me:p%40ss+@proxy:1080").call());

        var proxy = target.options().engine().proxy().orElseThrow();
        assertThat(proxy.port()).isEqualTo(1080);
        assertThat(proxy.user()).contains("me");
        assertThat(proxy.password()).contains("p@ss+");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                call("URL: localhost:3000 (expected: http://localhost:3000)", calls -> Calls.to("localhost:3000")),
                call("URL: ftp://a (expected: http://host:port or https://host)", calls -> Calls.to("ftp://a")),
                call("URL: a user in it (expected: --header", calls -> Calls.to("http://me:secret@a")),
                call("URL: a user in it (expected: --header", calls -> Calls.to("http://me:secret %@a")),
                call("URL: http://a b (expected: http://host", calls -> Calls.to("http://a b?token=secret")),
                call("--auth: (not shown) (expected: a JSON object", calls -> calls.auth("\"secret\"")),
                call("--auth: (not shown) (expected: a JSON object", calls -> calls.auth("{secret")),
                call("--auth: @/no/such (expected: a readable file)", calls -> calls.auth("@/no/such")),
                call(
                        "--auth: with --eio 3 (expected: --query",
                        calls -> calls.auth("{}").eio("3")),
                call("--header: X-Key (expected: 'name: value')", calls -> calls.header("X-Key")),
                call("--header: X-Key (expected: 'name: value')", calls -> calls.header("X-Key: secret\r\nB: c")),
                call("--header: a b (expected: 'name: value')", calls -> calls.header("a b: secret")),
                call("--cookie: a (expected: name=value)", calls -> calls.cookies("a")),
                call("--cookie: a (expected: name=value)", calls -> calls.cookies("a=secret;b")),
                call("--query: a (expected: name=value)", calls -> calls.query("a")),
                call("--path: a?b (expected: such as /socket.io)", calls -> calls.path("a?b")),
                call("--namespace: /a,b (expected: such as /chat)", calls -> calls.namespaces("/a,b")),
                call("--proxy: no host and port (expected:", calls -> calls.proxy("http://me:secret@proxy")),
                call("--proxy: ftp (expected:", calls -> calls.proxy("ftp://me:secret@proxy:1")),
                call("--proxy: no URL (expected:", calls -> calls.proxy("http://me:secret %@proxy:1")),
                call("--ca: /no/such.pem (expected: a readable", calls -> calls.authorities(Path.of("/no/such.pem"))),
                call("--ca: /dev/null (expected: a readable", calls -> calls.authorities(Path.of("/dev/null"))));
    }

    private static Arguments call(String message, UnaryOperator<Calls> change) {
        return Arguments.of(message, change);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrongCallIsNamedWithoutItsSecrets(String message, UnaryOperator<Calls> change) {
        var call = change.apply(Calls.to("http://a")).call();

        assertThatThrownBy(() -> Target.of(call))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith(message)
                .doesNotContain("secret");
    }
}
