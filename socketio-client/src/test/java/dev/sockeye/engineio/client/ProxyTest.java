package dev.sockeye.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Message;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ProxyTest {
    private static EngineClient client;
    private static EchoServer server;

    @BeforeAll
    static void start() {
        client = EngineClient.start(true, 1);
        server = EchoServer.start();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static EngineProxy proxy(EngineProxy.Kind kind, int port) {
        return switch (kind) {
            case HTTP -> EngineProxy.http("127.0.0.1", port);
            case SOCKS4 -> EngineProxy.socks4("127.0.0.1", port);
            case SOCKS5 -> EngineProxy.socks5("127.0.0.1", port);
        };
    }

    private static void talk(EngineProxy proxy) {
        var told = new Recording();
        var engine = client.open(
                // A name that only the proxy can look up.
                URI.create("http://only.the.proxy.knows.invalid:" + server.host.port()),
                EngineClientOptions.builder().proxy(proxy).build(),
                told);
        engine.send(List.of(Message.text("through")));
        assertThat(told.awaitText()).isEqualTo("through");
        Recording.get(told.upgraded);
        engine.send(List.of(Message.text("again")));
        assertThat(told.awaitText()).isEqualTo("again");
        engine.close();
        told.awaitClose();
    }

    @ParameterizedTest
    @EnumSource
    void allTransportsGoThroughAProxy(EngineProxy.Kind kind) throws Exception {
        try (var proxy = new RawProxy("")) {
            talk(proxy(kind, proxy.port()));

            assertThat(proxy.asked)
                    .hasSizeGreaterThanOrEqualTo(2)
                    .containsOnly("only.the.proxy.knows.invalid:" + server.host.port());
        }
    }

    @ParameterizedTest
    @CsvSource({"HTTP, joe:secret", "SOCKS4, joe", "SOCKS5, joe:secret"})
    void credentialsAreShown(EngineProxy.Kind kind, String credentials) throws Exception {
        try (var proxy = new RawProxy(credentials)) {
            var bare = proxy(kind, proxy.port());
            talk(kind == EngineProxy.Kind.SOCKS4 ? bare.user("joe") : bare.credentials("joe", "secret"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProxyThatRefusesIsAnError(EngineProxy.Kind kind) throws Exception {
        try (var proxy = new RawProxy("joe:secret")) {
            var told = new Recording();
            client.open(
                    server.uri(),
                    EngineClientOptions.builder()
                            .proxy(proxy(kind, proxy.port()))
                            .build(),
                    told);

            var end = told.awaitClose();

            assertThat(end.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
            assertThat(end.cause().orElseThrow()).hasMessageStartingWith("xhr poll error: ");
            assertThat(proxy.asked).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProxyThatSaysNothingIsTimedOut(EngineProxy.Kind kind) throws Exception {
        try (var silent = RawServer.start(RawServer.Peer::awaitEnd)) {
            var told = new Recording();
            client.open(
                    server.uri(),
                    EngineClientOptions.builder()
                            .proxy(proxy(kind, silent.port()))
                            .timeout(Duration.ofMillis(300))
                            .build(),
                    told);

            assertThat(told.awaitClose().reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
        }
    }

    @Test
    void aProxyThatIsNotThereIsAnError() throws Exception {
        var gone = new RawProxy("");
        gone.close();
        var told = new Recording();
        client.open(
                server.uri(),
                EngineClientOptions.builder()
                        .proxy(EngineProxy.http("127.0.0.1", gone.port()))
                        .build(),
                told);

        assertThat(told.awaitClose().cause().orElseThrow()).hasMessageContaining("refused");
    }
}
