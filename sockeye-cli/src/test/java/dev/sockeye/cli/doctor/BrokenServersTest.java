package dev.sockeye.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Servers in which one thing is broken: it is named, and first. */
class BrokenServersTest {
    @Test
    void aServerInWhichNothingIsBrokenHasNoProblem() throws IOException {
        try (var server = Scripted.conversing(new FakeEngine())) {
            var report = Visits.page(server.url());

            assertThat(Visits.cause(report)).isEqualTo("none");
            assertThat(Visits.warnings(report)).containsExactly("private-network", "websocket-any-origin");
            assertThat(Visits.finding(report, "heartbeat").seen()).contains("ping came");
            assertThat(Visits.finding(report, "long-poll").seen()).contains("ping came");
        }
    }

    @Test
    void aHandshakeFromACacheIsNamed() throws IOException {
        expect("cached", new FakeEngine() {
            @Override
            String open(Asked asked) {
                return Scripted.answer("200 OK", cors(asked), openPacket("session-0"));
            }
        });
    }

    @Test
    void aBalancersCookieThatThePageDoesNotSendIsNamed() throws IOException {
        expect("sticky-cookie", new FakeEngine() {
            @Override
            String open(Asked asked) {
                return Scripted.answer("200 OK", cors(asked) + "Set-Cookie: LB=a; Path=/\r\n", openPacket());
            }

            @Override
            String answer(Asked asked) throws InterruptedException {
                var strayed =
                        asked.method().equals("POST") && asked.header("Cookie").isEmpty();
                return strayed
                        ? Scripted.answer(
                                "400 Bad Request", cors(asked), "{\"code\":1,\"message\":\"Session ID unknown\"}")
                        : super.answer(asked);
            }
        });
    }

    @Test
    void aSessionThatIsGoneIsNamed() throws IOException {
        expect("session-lost", new FakeEngine() {
            @Override
            String poll(Asked asked) {
                return Scripted.answer("400 Bad Request", cors(asked), "{\"code\":3,\"message\":\"Bad request\"}");
            }
        });
    }

    @Test
    void anOriginThatAProxyChangesIsNamed() throws IOException {
        expect("origin-changed", new FakeEngine() {
            @Override
            String open(Asked asked) {
                return Scripted.answer(
                        "403 Forbidden", "", "{\"code\":4,\"message\":\"Origin http://inside is not allowed\"}");
            }
        });
    }

    @Test
    void aHostThatAProxyChangesIsNamed() throws IOException {
        try (var server = Scripted.conversing(new FakeEngine() {
            @Override
            String post(Asked asked) {
                super.post(asked);
                return Scripted.answer("403 Forbidden", "", "{\"code\":4,\"message\":\"Forbidden\"}");
            }
        })) {
            var report = Visits.look(server.url(), Optional.of(server.url()), false, OptionalInt.empty());

            assertThat(Visits.cause(report)).isEqualTo("own-page-refused");
        }
    }

    @Test
    void aPollThatIsNotHeldIsNamed() throws IOException {
        try (var server = Scripted.conversing(new FakeEngine() {
            @Override
            String poll(Asked asked) {
                return Scripted.answer("200 OK", cors(asked), "6");
            }
        })) {
            var report = Visits.page(server.url());

            assertThat(Visits.cause(report)).isEqualTo("none");
            assertThat(Visits.warnings(report)).contains("poll-not-held");
        }
    }

    @Test
    void laterAnswersWithoutHeadersAreNamed() throws IOException {
        expect("cors-later", new FakeEngine() {
            @Override
            String cors(Asked asked) {
                return asked.method().equals("POST") ? "" : CORS;
            }
        });
    }

    @Test
    void aPreflightThatDoesNotAllowTheOriginIsNamed() throws IOException {
        try (var server = Scripted.conversing(new FakeEngine() {
            @Override
            String preflight(Asked asked) {
                return Scripted.answer("204 No Content", "Access-Control-Allow-Headers: x-a\r\n", "");
            }
        })) {
            assertThat(Visits.cause(Visits.page(server.url(), "x-a"))).isEqualTo("preflight-origin");
        }
    }

    @Test
    void anAnswerForOneOriginThatDoesNotSaySoIsNamed() throws IOException {
        try (var server = Scripted.conversing(new FakeEngine() {
            @Override
            String cors(Asked asked) {
                return "Access-Control-Allow-Origin: " + Visits.ORIGIN + "\r\n";
            }
        })) {
            var report = Visits.page(server.url());

            assertThat(Visits.cause(report)).isEqualTo("none");
            assertThat(Visits.warnings(report)).contains("vary-missing");
        }
    }

    @Test
    void aPathWithoutItsSlashIsNamed() throws IOException {
        try (var server = Scripted.conversing(new FakeEngine() {
            @Override
            String answer(Asked asked) throws InterruptedException {
                return asked.head().contains(" /socket.io?")
                        ? super.answer(asked)
                        : Scripted.answer("404 Not Found", "", "Cannot GET /socket.io/");
            }
        })) {
            var report = Visits.page(server.url());

            assertThat(Visits.cause(report)).isEqualTo("no-trailing-slash");
            assertThat(report.text(true, false)).contains("addTrailingSlash");
        }
    }

    @Test
    void aWebSocketThatIsRefusedForItsOriginIsNamed() throws IOException {
        expect("websocket-refused", new FakeEngine() {
            @Override
            void webSocket(Asked asked, InputStream in, OutputStream out) throws IOException {
                write(out, Scripted.answer("403 Forbidden", "", ""));
            }
        });
    }

    @Test
    void aWebSocketHandshakeThatFailsIsNamed() throws IOException {
        expect("websocket-failed", new FakeEngine() {
            @Override
            void webSocket(Asked asked, InputStream in, OutputStream out) throws IOException {
                write(out, Scripted.answer("502 Bad Gateway", "", "<h1>502</h1>"));
            }
        });
        expect("websocket-failed", new FakeEngine() {
            @Override
            void webSocket(Asked asked, InputStream in, OutputStream out) {
                // Cuts the connection.
            }
        });
        expect("websocket-failed", new FakeEngine() {
            @Override
            void webSocket(Asked asked, InputStream in, OutputStream out) throws IOException {
                var key = "Sec-WebSocket-Accept: wrong\r\n";
                write(
                        out,
                        Scripted.answer(
                                "101 Switching Protocols", "Upgrade: websocket\r\nConnection: Upgrade\r\n" + key, ""));
            }
        });
    }

    @Test
    void aWebSocketOnWhichNothingComesIsNamed() throws IOException {
        expect("websocket-silent", new FakeEngine() {
            @Override
            void webSocket(Asked asked, InputStream in, OutputStream out) throws IOException {
                accept(asked, out);
                read(in);
            }
        });
        expect("websocket-silent", new FakeEngine() {
            @Override
            void webSocket(Asked asked, InputStream in, OutputStream out) throws IOException {
                accept(asked, out);
                say(out, "{\"type\":\"connected\"}");
                read(in);
            }
        });
    }

    @Test
    void anUpgradeThatFailsIsNamed() throws IOException {
        expect("upgrade-failed", new FakeEngine() {
            @Override
            void webSocket(Asked asked, InputStream in, OutputStream out) throws IOException, InterruptedException {
                if (asked.query("sid").isEmpty()) {
                    super.webSocket(asked, in, out);
                } else {
                    write(out, Scripted.answer("400 Bad Request", "", "Session ID unknown"));
                }
            }
        });
        expect("upgrade-failed", new FakeEngine() {
            @Override
            void webSocket(Asked asked, InputStream in, OutputStream out) throws IOException, InterruptedException {
                if (asked.query("sid").isEmpty()) {
                    super.webSocket(asked, in, out);
                } else {
                    accept(asked, out);
                    say(out, "6");
                    read(in);
                }
            }
        });
    }

    @Test
    void anIdleWebSocketThatIsCutIsNamed() throws IOException {
        expect("websocket-cut", new FakeEngine() {
            @Override
            void webSocket(Asked asked, InputStream in, OutputStream out) throws IOException, InterruptedException {
                if (!asked.query("sid").isEmpty()) {
                    super.webSocket(asked, in, out);
                    return;
                }
                accept(asked, out);
                say(out, openPacket());
                pass(100);
            }
        });
    }

    @Test
    void aServerThatDoesNotPingIsNamed() throws IOException {
        try (var server = Scripted.conversing(new FakeEngine() {
            @Override
            void idle(OutputStream out) {
                // Forgets to.
            }
        })) {
            assertThat(Visits.cause(Visits.page(server.url(), 4))).isEqualTo("no-ping");
        }
    }

    @Test
    void aServerThatDoesNotAnswerPingsIsNamed() throws IOException {
        try (var server = Scripted.conversing(new Old())) {
            assertThat(Visits.cause(Visits.page(server.url(), 3))).isEqualTo("no-pong");
        }
    }

    /** Speaks revision 3, and answers no pings. */
    private static final class Old extends FakeEngine {
        @Override
        String cors(Asked asked) {
            return CORS + "Access-Control-Allow-Credentials: true\r\n";
        }

        @Override
        String open(Asked asked) {
            var packet = openPacket();
            return Scripted.answer("200 OK", cors(asked), packet.length() + ":" + packet);
        }

        @Override
        String poll(Asked asked) throws InterruptedException {
            pass(50);
            return Scripted.answer("200 OK", cors(asked), "1:6");
        }

        @Override
        void idle(OutputStream out) {
            // Clients ping.
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void expect(String problem, FakeEngine engine) throws IOException {
        try (var server = Scripted.conversing(engine)) {
            var report = Visits.page(server.url());

            assertThat(Visits.cause(report))
                    .describedAs(report.text(true, false))
                    .isEqualTo(problem);
            assertThat(report.failed()).isTrue();
        }
    }
}
