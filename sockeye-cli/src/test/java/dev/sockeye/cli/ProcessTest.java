package dev.sockeye.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.testkit.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a process of its own. */
class ProcessTest {
    private static final int SIGTERM = 128 + 15;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @ParameterizedTest
    @CsvSource({"echo, /socket.io/", "serve, /"})
    @DisabledOnOs(OS.WINDOWS)
    void saysOneLineWhenReadyAndEndsCleanlyOnSigterm(String command, String path) throws Exception {
        var process = start(command, "--port", "0");
        var out = process.inputReader();
        var line = out.readLine();
        assertThat(line).matches("sockeye " + command + " ready on http://127\\.0\\.0\\.1:\\d+" + path);
        var port = Integer.parseInt(line.replaceAll(".*:(\\d+)/.*", "$1"));

        if (command.equals("echo")) {
            try (var peer = Peer.ready(port)) {
                peer.send("42[\"message\",1]");
                assertThat(peer.next()).isEqualTo("42[\"message-back\",1]");
                process.toHandle().destroy();
                assertThat(peer.socket().closeCode()).isEqualTo(1001);
            }
        } else {
            process.toHandle().destroy();
        }

        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(SIGTERM);
        assertThat(out.readLine()).isNull();
        assertThat(process.errorReader().readLine()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"echo, 3s", "serve, 2500"})
    @DisabledOnOs(OS.WINDOWS)
    void drainSendsClientsAwayBeforeTheProcessEnds(String command, String window) throws Exception {
        var process = start(command, "--port", "0", "--drain", window);
        var port = Integer.parseInt(process.inputReader().readLine().replaceAll(".*:(\\d+)/.*", "$1"));

        // Several, since each leaves at a time of its own, and with the last one goes the process.
        try (var first = Peer.open(port);
                var second = Peer.open(port);
                var third = Peer.open(port);
                var fourth = Peer.open(port)) {
            var begun = System.nanoTime();
            process.toHandle().destroy();
            // New ones are refused while those that are there are served.
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(handshake(port)).isEqualTo(503));
            assertThat(process.isAlive()).isTrue();
            for (var peer : List.of(first, second, third, fourth)) {
                assertThat(peer.socket().closeCode()).isEqualTo(1001);
            }
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
        }

        assertThat(process.exitValue()).isEqualTo(SIGTERM);
        assertThat(process.errorReader().readLine()).isNull();
    }

    private static int handshake(int port) {
        try (var http = RawHttp.connect(port)) {
            return http.get("/socket.io/?EIO=4&transport=polling").response().status();
        }
    }

    @Test
    void refusedOriginIsToldOnceOnStandardError() throws Exception {
        var process = start("echo", "--port", "0");
        var port = Integer.parseInt(process.inputReader().readLine().replaceAll(".*:(\\d+)/.*", "$1"));

        for (var i = 0; i < 2; i++) {
            try (var http = RawHttp.connect(port)) {
                http.get("/socket.io/?EIO=4&transport=polling", "Origin: https://page.example");
                assertThat(http.response().status()).isEqualTo(403);
            }
        }
        process.toHandle().destroy();

        assertThat(process.errorReader().lines()).singleElement().asString().contains("https://page.example");
    }

    @Test
    void portInUseIsSaidInOneSentence() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = taken.getLocalPort();

            var process = start("echo", "--port", Integer.toString(port));

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(process.inputReader().readLine()).isNull();
            assertThat(process.errorReader().lines())
                    .containsExactly("sockeye echo: 127.0.0.1:" + port
                            + " is in use already (choose another port with --port; 0 takes a free one)");
        }
    }

    @Test
    void unknownHostIsSaidInOneSentence() throws Exception {
        var process = start("echo", "--port", "0", "--host", "no-such-host.invalid");

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(process.errorReader().lines())
                .containsExactly("sockeye echo: the host no-such-host.invalid is not known");
    }

    private Process start(String... args) throws IOException {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 24) {
            // As the manifest of the real jar says: newer JDKs warn of native transports without it.
            line.add("--enable-native-access=ALL-UNNAMED");
        }
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        line.addAll(List.of(args));
        var process = new ProcessBuilder(line).start();
        started.add(process);
        return process;
    }
}
