package dev.sockeye.interop;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** An nginx as child of the test, on free ports of the loopback interface, with all of its files in one folder. */
final class Nginx implements AutoCloseable {
    private static final String MISSING =
            "The tests through a reverse proxy were skipped: there is no nginx. Install it "
                    + "(Debian: `apt-get install nginx-light`), or name its program in the environment variable NGINX.";

    private final Path folder;
    private final Map<Integer, String> servers = new LinkedHashMap<>();
    private final List<String> upstreams = new ArrayList<>();

    // Held until it starts, so that nobody else is given one of them, and none is given twice.
    private final List<ServerSocket> reserved = new ArrayList<>();
    private Optional<Process> process = Optional.empty();

    Nginx(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** Adds an upstream with its servers, to be proxied to under this name. */
    void upstream(String name, int... ports) {
        StringBuilder text = new StringBuilder("upstream " + name + " {");
        for (int port : ports) {
            text.append(" server 127.0.0.1:").append(port).append(';');
        }
        upstreams.add(text + " }");
    }

    /** Adds a directive beside the servers. */
    void map(String directive) {
        upstreams.add(directive);
    }

    /** Makes a certificate that nobody signed, and returns the directives for a server that has it. */
    static String tls(Path folder) throws IOException {
        Path store = folder.resolve("store.p12");
        Path pem = folder.resolve("tls.pem");
        try {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "a",
                            "-keyalg",
                            "EC",
                            "-groupname",
                            "secp256r1",
                            "-dname",
                            "CN=127.0.0.1",
                            "-ext",
                            "san=ip:127.0.0.1",
                            "-keystore",
                            store.toString(),
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            "secret")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("keytool.log").toFile())
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool failed, see " + folder);
            }
            KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
            Files.writeString(
                    pem,
                    pem("CERTIFICATE", keys.getCertificate("a").getEncoded())
                            + pem(
                                    "PRIVATE KEY",
                                    keys.getKey("a", "secret".toCharArray()).getEncoded()));
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IOException(e);
        }
        return "ssl_certificate " + pem + "; ssl_certificate_key " + pem + "; ";
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + kind + "-----\n";
    }

    /** Adds a server with this body, such as a location, and returns its port. */
    int server(String body) throws IOException {
        int port = reserve();
        servers.put(port, body);
        return port;
    }

    /** Starts it; without the program the test is skipped, or fails where it is required. */
    void start() throws IOException {
        String program = program().orElseGet(Nginx::missing);
        StringBuilder text = new StringBuilder("daemon off; master_process off; pid " + folder + "/pid;\n");
        text.append("error_log ").append(folder).append("/error.log;\nevents { worker_connections 512; }\nhttp {\n");
        text.append("access_log off;\n");
        for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            text.append(kind)
                    .append("_temp_path ")
                    .append(folder)
                    .append('/')
                    .append(kind)
                    .append(";\n");
        }
        upstreams.forEach(upstream -> text.append(upstream).append('\n'));
        servers.forEach((port, body) -> text.append("server { listen 127.0.0.1:" + port
                + (body.contains("ssl_certificate") ? " ssl; " : "; ") + body + " }\n"));
        Path configuration = Files.writeString(folder.resolve("nginx.conf"), text + "}\n");
        free();
        Process started = new ProcessBuilder(
                        program, "-p", folder.toString(), "-c", configuration.toString(), "-e", folder + "/error.log")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile())
                .start();
        process = Optional.of(started);
        int port = servers.keySet().iterator().next();
        Awaitility.await("nginx").until(() -> listens(port) || !started.isAlive());
        if (!started.isAlive()) {
            throw new IOException("nginx has ended: " + Files.readString(folder.resolve("error.log")));
        }
    }

    @Override
    public void close() {
        free();
        process.ifPresent(running -> running.destroyForcibly().onExit().join());
    }

    private static Optional<String> program() {
        String named = System.getenv("NGINX");
        if (named != null) {
            return Optional.of(named);
        }
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(place -> Path.of(place, "nginx"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static String missing() {
        if (Boolean.getBoolean("sockeye.requireNginx") || "1".equals(System.getenv("SOCKEYE_REQUIRE_NGINX"))) {
            throw new AssertionError(MISSING.replace("were skipped", "are required"));
        }
        System.out.println(MISSING);
        return abort(MISSING);
    }

    private int reserve() throws IOException {
        ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        reserved.add(held);
        return held.getLocalPort();
    }

    private void free() {
        try {
            for (ServerSocket held : reserved) {
                held.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reserved.clear();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
