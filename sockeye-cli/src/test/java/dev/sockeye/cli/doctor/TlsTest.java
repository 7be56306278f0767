package dev.sockeye.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.cli.probe.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates as browsers judge them. The stores are made by the JDK's own tool. */
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String OPEN = "0{\"sid\":\"abc\",\"upgrades\":[],\"pingInterval\":300,\"pingTimeout\":200}";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void makeAuthority() throws Exception {
        keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Authority", "-ext", "bc:c", "-keystore", "ca.p12");
        keytool("-exportcert", "-rfc", "-alias", "ca", "-keystore", "ca.p12", "-file", "ca.pem");
        keytool("-importcert", "-noprompt", "-alias", "ca", "-file", "ca.pem", "-keystore", "trust.p12");
    }

    @Test
    void trustedCertificateIsFine() throws Exception {
        assertThat(Visits.finding(look(signed("good", "san=ip:127.0.0.1")), "tls")
                        .mark())
                .isEqualTo(Mark.OK);
    }

    @Test
    void certificateOfAnotherHostIsNamed() throws Exception {
        assertThat(Visits.cause(look(signed("other", "san=dns:other.example.com"))))
                .isEqualTo("tls-wrong-host");
    }

    @Test
    void expiredCertificateIsNamed() throws Exception {
        assertThat(Visits.cause(look(own("expired", "-startdate", "-10d", "-validity", "5"))))
                .isEqualTo("tls-expired");
    }

    @Test
    void certificateOfTheFutureIsNamed() throws Exception {
        assertThat(Visits.cause(look(own("future", "-startdate", "+10d")))).isEqualTo("tls-not-yet-valid");
    }

    @Test
    void selfSignedCertificateIsNamedAndCanBePassedOver() throws Exception {
        var store = own("self");

        var report = look(store);
        assertThat(Visits.cause(report)).isEqualTo("tls-self-signed");
        assertThat(Visits.finding(report, "socket.io").mark()).isEqualTo(Mark.SKIP);

        var insecure = look(store, true);
        assertThat(Visits.warnings(insecure)).contains("tls-self-signed");
        assertThat(Visits.finding(insecure, "socket.io").mark()).isEqualTo(Mark.OK);
    }

    @Test
    void missingIntermediateIsNamed() throws Exception {
        keytool("-genkeypair", "-alias", "inter", "-dname", "CN=Intermediate", "-keystore", "inter.p12");
        sign("ca", "inter", "bc:c");
        keytool("-importcert", "-noprompt", "-alias", "ca", "-file", "ca.pem", "-keystore", "inter.p12");
        keytool("-importcert", "-alias", "inter", "-file", "inter.pem", "-keystore", "inter.p12");
        keytool("-genkeypair", "-alias", "leaf", "-dname", "CN=leaf", "-keystore", "leaf.p12");
        sign("inter", "leaf", "san=ip:127.0.0.1");
        var store = load("leaf.p12");
        var key = store.getKey("leaf", PASSWORD);
        try (var pem = Files.newInputStream(folder.resolve("leaf.pem"))) {
            var leaf = CertificateFactory.getInstance("X.509").generateCertificate(pem);
            store.setKeyEntry("leaf", key, PASSWORD, new Certificate[] {leaf});
        }

        assertThat(Visits.cause(look(store))).isEqualTo("tls-incomplete-chain");
    }

    @Test
    void certificateOfAnUnknownAuthorityIsNamed() throws Exception {
        keytool("-genkeypair", "-alias", "own-ca", "-dname", "CN=Company", "-ext", "bc:c", "-keystore", "own-ca.p12");
        keytool("-exportcert", "-rfc", "-alias", "own-ca", "-keystore", "own-ca.p12", "-file", "own-ca.pem");
        keytool("-genkeypair", "-alias", "inside", "-dname", "CN=inside", "-keystore", "inside.p12");
        sign("own-ca", "inside", "san=ip:127.0.0.1");
        keytool("-importcert", "-noprompt", "-alias", "own-ca", "-file", "own-ca.pem", "-keystore", "inside.p12");
        keytool("-importcert", "-alias", "inside", "-file", "inside.pem", "-keystore", "inside.p12");

        assertThat(Visits.cause(look(load("inside.p12")))).isEqualTo("tls-unknown-authority");
    }

    @Test
    void serverThatBreaksTheHandshakeOffIsNamed() throws Exception {
        // A fatal alert: handshake_failure.
        var thread = new Thread[1];
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            thread[0] = new Thread(() -> refuse(server));
            thread[0].start();

            assertThat(Visits.cause(Visits.plain("https://127.0.0.1:" + server.getLocalPort())))
                    .isEqualTo("tls-failed");
        }
        thread[0].join();
    }

    private static void refuse(ServerSocket server) {
        while (!server.isClosed()) {
            try (var socket = server.accept()) {
                var hello = socket.getInputStream().readNBytes(5);
                if (hello.length == 5 && hello[0] == 22) {
                    socket.getInputStream().readNBytes(((hello[3] & 255) << 8) | (hello[4] & 255));
                    socket.getOutputStream().write(new byte[] {21, 3, 3, 0, 2, 2, 40});
                }
            } catch (IOException e) {
                // The next one, if there is one.
            }
        }
    }

    @Test
    void plainPortIsNamed() throws Exception {
        try (var server = Scripted.answering(Scripted.answer("200 OK", "", OPEN))) {
            assertThat(Visits.cause(Visits.plain("https://127.0.0.1:" + server.port())))
                    .isEqualTo("port-speaks-http");
        }
    }

    @Test
    void tlsPortIsNamed() throws Exception {
        try (var server = serve(own("tls"))) {
            assertThat(Visits.cause(Visits.plain(server.url()))).isEqualTo("port-speaks-tls");
        }
    }

    private static Report look(KeyStore store) throws Exception {
        return look(store, false);
    }

    private static Report look(KeyStore store, boolean insecure) throws Exception {
        try (var server = serve(store)) {
            var question = new Question(
                    "https://127.0.0.1:" + server.port(),
                    Optional.empty(),
                    false,
                    List.of(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    Duration.ofSeconds(2),
                    insecure);
            return Visits.look(question, Certificates.authorities(load("trust.p12")));
        }
    }

    private static Scripted serve(KeyStore store) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        var listening = context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        return Scripted.over(
                listening,
                (head, out) -> out.write(Scripted.answer("200 OK", "", OPEN).getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static KeyStore own(String name, String... more) throws Exception {
        var args = new ArrayList<>(List.of(
                "-genkeypair", "-alias", name, "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1", "-keystore"));
        args.add(name + ".p12");
        args.addAll(List.of(more));
        keytool(args.toArray(String[]::new));
        return load(name + ".p12");
    }

    private static KeyStore signed(String name, String extension) throws Exception {
        keytool("-genkeypair", "-alias", name, "-dname", "CN=" + name, "-keystore", name + ".p12");
        sign("ca", name, extension);
        keytool("-importcert", "-noprompt", "-alias", "ca", "-file", "ca.pem", "-keystore", name + ".p12");
        keytool("-importcert", "-alias", name, "-file", name + ".pem", "-keystore", name + ".p12");
        return load(name + ".p12");
    }

    private static void sign(String by, String name, String extension) throws Exception {
        keytool("-certreq", "-alias", name, "-keystore", name + ".p12", "-file", name + ".csr");
        keytool(
                "-gencert",
                "-rfc",
                "-alias",
                by,
                "-keystore",
                by + ".p12",
                "-ext",
                extension,
                "-infile",
                name + ".csr",
                "-outfile",
                name + ".pem");
    }

    private static KeyStore load(String file) throws Exception {
        return KeyStore.getInstance(folder.resolve(file).toFile(), PASSWORD);
    }

    private static void keytool(String... args) throws IOException, InterruptedException {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        line.addAll(List.of(args));
        line.addAll(List.of("-storepass", new String(PASSWORD), "-keyalg", "EC"));
        if (!args[0].equals("-genkeypair")) {
            line.subList(line.size() - 2, line.size()).clear();
        }
        var process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).describedAs(said).isZero();
    }
}
