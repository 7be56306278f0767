package dev.sockeye.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.engineio.protocol.Message;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the client trusts, and how it shows who it is. */
final class TlsTest {
    private static final char[] PASSWORD = "secret".toCharArray();

    @TempDir
    static Path folder;

    private static EngineClient client;
    private static KeyStore server;
    private static KeyStore member;

    @BeforeAll
    static void start() throws Exception {
        client = EngineClient.start(true, 1);
        server = keys("server", "san=dns:named.example,ip:127.0.0.1");
        member = keys("member", "san=dns:member.example");
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static KeyStore keys(String name, String extension) throws Exception {
        var file = folder.resolve(name + ".p12");
        var keytool = new ProcessBuilder(Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                name,
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                extension,
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        return KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    /** Makes a context that shows who somebody is and trusts somebody. */
    private static SSLContext context(KeyStore self, KeyStore trusted) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(self, PASSWORD);
        var certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        var name = trusted.aliases().nextElement();
        certificates.setCertificateEntry(name, trusted.getCertificate(name));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static EchoServer start(SSLContext context) {
        return EchoServer.start(options -> options, host -> host.tls(context), "https");
    }

    private static EngineException refusal(EchoServer echo, UnaryOperator<EngineClientOptions.Builder> options) {
        var told = new Recording();
        client.open(echo.uri(), options.apply(EngineClientOptions.builder()).build(), told);
        var end = told.awaitClose();
        assertThat(end.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
        return end.cause().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "both"})
    void aTrustedServerIsTalkedTo(String transport) throws Exception {
        try (var echo = start(context(server, member))) {
            var options = EngineClientOptions.builder().sslContext(context(member, server));
            if (!transport.equals("both")) {
                options.transports(transport);
            }
            var told = new Recording();
            var engine = client.open(echo.uri(), options.build(), told);
            var text = "x".repeat(100_000);
            engine.send(List.of(Message.text(text)));

            assertThat(told.awaitText()).isEqualTo(text);
            if (transport.equals("both")) {
                Recording.get(told.upgraded);
            }
            engine.send(List.of(Message.text("again")));
            assertThat(told.awaitText()).isEqualTo("again");
            engine.close();
            told.awaitClose();
            await().until(() -> echo.host.connections() == 0);
        }
    }

    @Test
    void aServerThatNobodyTrustsIsNotTalkedTo() throws Exception {
        try (var echo = start(context(server, member))) {
            assertThat(refusal(echo, options -> options).getCause()).isInstanceOf(SSLHandshakeException.class);
            assertThat(refusal(echo, options -> options.transports("websocket")))
                    .hasMessageStartingWith("websocket error: ");
            assertThat(echo.opened).isEmpty();
        }
    }

    @Test
    void aCertificateMustNameTheHostUnlessToldOtherwise() throws Exception {
        try (var echo = start(context(member, server))) {
            var trusting = context(server, member);

            assertThat(refusal(echo, options -> options.sslContext(trusting)).getCause())
                    .isInstanceOf(SSLException.class);

            var told = new Recording();
            var engine = client.open(
                    echo.uri(),
                    EngineClientOptions.builder()
                            .sslContext(trusting)
                            .checkServerIdentity(false)
                            .build(),
                    told);
            told.awaitOpen();
            engine.close();
            told.awaitClose();
        }
    }

    @Test
    void theNameOfTheServerMayBeAnotherThanTheAddressSays() throws Exception {
        try (var echo = start(context(member, server))) {
            var trusting = context(server, member);
            var told = new Recording();
            var engine = client.open(
                    echo.uri(),
                    EngineClientOptions.builder()
                            .sslContext(trusting)
                            .serverName("member.example")
                            .build(),
                    told);
            told.awaitOpen();
            engine.close();
            told.awaitClose();

            assertThat(refusal(echo, options -> options.sslContext(trusting).serverName("other.example"))
                            .getCause())
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void theClientShowsItsCertificate() throws Exception {
        var factory = context(server, member).getServerSocketFactory();
        try (var listening = (SSLServerSocket) factory.createServerSocket(0)) {
            listening.setNeedClientAuth(true);
            var name = new CompletableFuture<String>();
            var thread = new Thread(() -> {
                try (var socket = (SSLSocket) listening.accept()) {
                    socket.startHandshake();
                    name.complete(socket.getSession().getPeerPrincipal().getName());
                } catch (IOException e) {
                    name.completeExceptionally(e);
                }
            });
            thread.start();
            var told = new Recording();
            client.open(
                    URI.create("wss://127.0.0.1:" + listening.getLocalPort()),
                    EngineClientOptions.builder()
                            .sslContext(context(member, server))
                            .transports("websocket")
                            .build(),
                    told);

            assertThat(Recording.get(name)).isEqualTo("CN=member");
            told.awaitClose();
            thread.join();
        }
    }

    @Test
    void aTrustedServerIsTalkedToThroughAProxy() throws Exception {
        try (var echo = start(context(server, member));
                var proxy = new RawProxy("joe:secret")) {
            var told = new Recording();
            var engine = client.open(
                    URI.create("https://named.example:" + echo.host.port()),
                    EngineClientOptions.builder()
                            .sslContext(context(member, server))
                            .proxy(EngineProxy.http("127.0.0.1", proxy.port()).credentials("joe", "secret"))
                            .build(),
                    told);
            engine.send(List.of(Message.text("through")));

            assertThat(told.awaitText()).isEqualTo("through");
            Recording.get(told.upgraded);
            assertThat(proxy.asked).containsOnly("named.example:" + echo.host.port());
            engine.close();
            told.awaitClose();
        }
    }

    @Test
    void aServerThatDoesNotSpeakTlsIsAnError() throws Exception {
        try (var raw = RawServer.start(peer -> peer.send("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            var told = new Recording();
            client.open(URI.create("https://127.0.0.1:" + raw.port()), EngineClientOptions.defaults(), told);

            assertThat(told.awaitClose().cause().orElseThrow()).hasMessageStartingWith("xhr poll error: ");
        }
    }
}
