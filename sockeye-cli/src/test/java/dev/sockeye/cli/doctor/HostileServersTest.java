package dev.sockeye.cli.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Servers that want to hold or exhaust whoever looks at them. */
class HostileServersTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final Duration MOST = Duration.ofSeconds(20);

    @Test
    void silenceEndsByTheTimeOut() throws IOException {
        expect("no-answer", (head, out) -> hold());
    }

    @Test
    void slowDripEndsByTheTimeOut() throws IOException {
        expect("no-answer", (head, out) -> {
            out.write(OK.getBytes(ISO_8859_1));
            for (var i = 0; i < 1_000; i++) {
                out.write('x');
                out.flush();
                new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
            }
        });
    }

    @Test
    void endlessHeadersAreCutOff() throws IOException {
        expect("too-large", (head, out) -> {
            out.write(OK.getBytes(ISO_8859_1));
            for (var i = 0; i < 1_000_000; i++) {
                out.write(("X-" + i + ": y\r\n").getBytes(ISO_8859_1));
            }
        });
    }

    @Test
    void endlessLineIsCutOff() throws IOException {
        expect("too-large", (head, out) -> {
            out.write("HTTP/1.1 200 ".getBytes(ISO_8859_1));
            for (var i = 0; i < 1_000_000; i++) {
                out.write(new byte[1_024]);
            }
        });
    }

    @Test
    void endlessBodyIsCutOff() throws IOException {
        expect("something-else", (head, out) -> {
            out.write((OK + "\r\n").getBytes(ISO_8859_1));
            for (var i = 0; i < 1_000_000; i++) {
                out.write(new byte[1_024]);
            }
        });
    }

    @Test
    void endlessChunksAreCutOff() throws IOException {
        expect("something-else", (head, out) -> {
            out.write((OK + "Transfer-Encoding: chunked\r\n\r\n").getBytes(ISO_8859_1));
            for (var i = 0; i < 1_000_000; i++) {
                out.write("7FFFFFFFFFFFFFFF\r\n".getBytes(ISO_8859_1));
                out.write(new byte[1_024]);
            }
        });
    }

    @Test
    void compressedBombIsCutOff() throws IOException {
        var bomb = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bomb)) {
            for (var i = 0; i < 20_000; i++) {
                gzip.write(new byte[1_024]);
            }
        }
        expect("something-else", (head, out) -> {
            out.write((OK + "Content-Encoding: gzip\r\nContent-Length: " + bomb.size() + "\r\n\r\n")
                    .getBytes(ISO_8859_1));
            out.write(bomb.toByteArray());
        });
    }

    @Test
    void endlessInterimAnswersAreCutOff() throws IOException {
        expect("not-http", (head, out) -> {
            for (var i = 0; i < 1_000_000; i++) {
                out.write("HTTP/1.1 103 Early Hints\r\n\r\n".getBytes(ISO_8859_1));
            }
        });
    }

    @Test
    void deepJsonIsNoOpenPacket() throws IOException {
        var body = "0{\"sid\":" + "[".repeat(100_000);
        expect(
                "something-else",
                (head, out) -> out.write(Scripted.answer("200 OK", "", body).getBytes(ISO_8859_1)));
    }

    private static void expect(String problem, Scripted.Script script) throws IOException {
        var start = System.nanoTime();
        try (var server = Scripted.running(script)) {
            assertThat(Visits.cause(Visits.plain(server.url()))).isEqualTo(problem);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(MOST);
    }

    private static void hold() throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
