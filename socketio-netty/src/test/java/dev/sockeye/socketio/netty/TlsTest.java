package dev.sockeye.socketio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.testkit.RawConnection;
import dev.sockeye.testkit.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path directory;

    private static KeyStore store;
    private static SSLContext context;
    private final ToyHandler handler = new ToyHandler();

    @BeforeAll
    static void makeACertificate() throws Exception {
        var file = directory.resolve("store.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-validity",
                        "10")
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("test", store.getCertificate("test"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    }

    @Test
    void servesFromPemFiles() throws Exception {
        var certificate = pem("CERTIFICATE", store.getCertificate("test").getEncoded());
        var key = pem("PRIVATE KEY", store.getKey("test", PASSWORD).getEncoded());
        try (var host = NettyHost.builder(handler)
                .host("127.0.0.1")
                .tls(certificate, key)
                .bind()) {
            assertThat(get(host)).isEqualTo("toy /toy/tls");
        }
        assertThatThrownBy(() -> NettyHost.builder(handler).tls(key, certificate))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NettyHost.builder(handler).tls(directory.resolve("none"), key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none");
    }

    @Test
    void servesFromAPlatformContext() throws Exception {
        try (var host =
                NettyHost.builder(handler).host("127.0.0.1").tls(context).bind()) {
            assertThat(get(host)).isEqualTo("toy /toy/tls");
        }
    }

    @Test
    void echoesOverASecureWebSocketAlsoOnAnotherLoop() throws Exception {
        try (var host = NettyHost.builder(handler)
                .host("127.0.0.1")
                .threads(3)
                .tls(context)
                .bind()) {
            for (var i = 0; i < 12; i++) {
                var message = "x".repeat(i * 5000) + i;
                var received = new CompletableFuture<String>();
                var webSocket = HttpClient.newBuilder()
                        .sslContext(context)
                        .build()
                        .newWebSocketBuilder()
                        .buildAsync(URI.create("wss://localhost:" + host.port() + "/toy/ws"), new Collecting(received))
                        .get(10, TimeUnit.SECONDS);
                webSocket.sendText(message, true);
                assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo(message);
                webSocket.sendClose(1000, "").get(10, TimeUnit.SECONDS);
                if (i == 0) {
                    // The lane of the next ones is the loop of a request that came first; most must move to it.
                    handler.events.clear();
                    var hold = context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), host.port());
                    hold.getOutputStream()
                            .write("GET /toy/hold HTTP/1.1\r\nHost: a\r\n\r\n"
                                    .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
                    org.awaitility.Awaitility.await().until(() -> !handler.held.isEmpty());
                    handler.lane = handler.held.remove().lane();
                    hold.close();
                }
            }
            assertThat(handler.events).doesNotContain("wrong lane");
        }
    }

    @Test
    void outlivesPlainHttpOnItsPort() throws Exception {
        try (var host =
                NettyHost.builder(handler).host("127.0.0.1").tls(context).bind()) {
            try (var client = RawHttp.connect(host.port())) {
                client.get("/toy");
                assertThat(client.connection().closesWithin(Duration.ofSeconds(3)))
                        .isTrue();
            }
            try (var client = RawConnection.connect(host.port())) {
                client.send(new byte[] {22, 3, 1, 2, 0, 1});
                client.reset();
            }
            assertThat(get(host)).isEqualTo("toy /toy/tls");
        }
    }

    @Test
    void letsTheClientReadARefusal() throws Exception {
        try (var host = NettyHost.builder(handler)
                        .host("127.0.0.1")
                        .tls(context)
                        .bind();
                var socket = (SSLSocket)
                        context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), host.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write("POST /toy/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 500000\r\n\r\n"
                            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(new byte[100_000]);

            assertThat(new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 413 ");
        }
    }

    private static String get(NettyHost host) throws IOException, InterruptedException {
        var client = HttpClient.newBuilder().sslContext(context).build();
        var request = HttpRequest.newBuilder(URI.create("https://localhost:" + host.port() + "/toy/tls"))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    private static Path pem(String label, byte[] der) throws IOException {
        var text = "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END "
                + label + "-----\n";
        return Files.writeString(directory.resolve(label.replace(' ', '-') + ".pem"), text);
    }

    /** Collects one text. */
    private static final class Collecting implements WebSocket.Listener {
        private final CompletableFuture<String> received;
        private final StringBuilder text = new StringBuilder();

        Collecting(CompletableFuture<String> received) {
            this.received = received;
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                received.complete(text.toString());
            }
            webSocket.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }
}
