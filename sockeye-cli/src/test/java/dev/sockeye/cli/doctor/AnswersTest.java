package dev.sockeye.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that are not those of a Socket.IO server, or of one that refuses. */
class AnswersTest {
    private static final String HTML = "Content-Type: text/html\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";

    static Stream<Arguments> answers() {
        return Stream.of(
                answer("502 Bad Gateway", HTML, "<html><title>502 Bad Gateway</title></html>", "proxy-502"),
                answer("503 Service Unavailable", HTML, "", "proxy-503"),
                answer("504 Gateway Time-out", HTML, "", "proxy-504"),
                answer("522 Origin Unreachable", HTML, "", "proxy-502"),
                answer("500 Oops", HTML, "", "server-error"),
                answer("404 Not Found", HTML, "Cannot GET /socket.io/", "not-found"),
                answer("401 Unauthorized", "WWW-Authenticate: Basic\r\n", "", "password"),
                answer("403 Forbidden", HTML, "<h1>Forbidden</h1>", "forbidden-by-proxy"),
                answer("429 Too Many Requests", "", "", "too-many-requests"),
                answer("301 Moved", "Location: https://example.com/socket.io/?token=s\r\n", "", "redirect"),
                answer("200 OK", HTML, "<!doctype html><title>My app</title>", "web-page"),
                answer("200 OK", JSON, "{\"status\":\"up\"}", "something-else"),
                answer("200 OK", JSON, "0{\"sid\":17", "something-else"),
                answer("400 Bad Request", JSON, "{\"code\":0,\"message\":\"Transport unknown\"}", "query-lost"),
                answer("400 Bad Request", JSON, "{\"code\":3,\"message\":\"Bad request\"}", "bad-request"),
                answer("400 Bad Request", JSON, "{\"code\":5,\"message\":\"Unsupported\"}", "query-lost"),
                answer("403 Forbidden", JSON, "{\"code\":4,\"message\":\"Forbidden\"}", "no-origin-refused"),
                answer(
                        "400 Bad Request",
                        HTML,
                        "<center>The plain HTTP request was sent to HTTPS port</center>",
                        "port-speaks-tls"),
                Arguments.of("SSH-2.0-OpenSSH\r\n", "not-http"),
                Arguments.of("HTTP/1.1 many\r\n\r\n", "not-http"),
                Arguments.of("\u0015\u0003\u0001\u0000\u0002\u0002P", "port-speaks-tls"),
                Arguments.of("", "cut"),
                Arguments.of("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "cut"),
                Arguments.of("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc", "not-http"),
                Arguments.of("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc", "not-http"));
    }

    private static Arguments answer(String status, String headers, String body, String problem) {
        return Arguments.of(Scripted.answer(status, headers, body), problem);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void theFirstFailureNamesTheCause(String answer, String problem) throws IOException {
        try (var server = Scripted.answering(answer)) {
            var report = Visits.plain(server.url());

            assertThat(Visits.cause(report)).isEqualTo(problem);
            assertThat(report.failed()).isTrue();
            assertThat(server.heads()).hasSizeLessThan(15);
        }
    }

    @Test
    void refusedOldClientIsToldWhatToUpgrade() throws IOException {
        try (var server = Scripted.answering(
                Scripted.answer("400 Bad Request", JSON, "{\"code\":5,\"message\":\"Unsupported\"}"))) {
            var report = Visits.look(server.url(), Optional.empty(), false, OptionalInt.of(3));

            assertThat(Visits.cause(report)).isEqualTo("eio3-refused");
        }
    }

    @Test
    void closedPortIsNamed() throws IOException {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }

        assertThat(Visits.cause(Visits.plain("http://127.0.0.1:" + port))).isEqualTo("tcp-refused");
    }

    @Test
    void portThatSwallowsConnectionsIsNamed() throws IOException {
        // A full queue: the next connection gets no answer at all, as before a firewall.
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var first = new Socket(full.getInetAddress(), full.getLocalPort());
                var second = new Socket(full.getInetAddress(), full.getLocalPort())) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            assertThat(Visits.cause(Visits.plain("http://127.0.0.1:" + full.getLocalPort())))
                    .isEqualTo("tcp-timeout");
        }
    }

    @Test
    void addressWithoutAWayToItIsNamed() {
        assertThat(Visits.cause(Visits.plain("http://255.255.255.255:81"))).isEqualTo("tcp-unreachable");
    }

    @Test
    void unknownHostIsNamed() {
        assertThat(Visits.cause(Visits.plain("http://no-such-host.invalid"))).isEqualTo("dns-unknown");
    }

    @Test
    void mixedContentComesBeforeWhatTheNetworkSays() {
        assertThat(Visits.cause(Visits.page("http://no-such-host.invalid"))).isEqualTo("mixed-content");
    }

    @Test
    void bodyOfAnAnswerIsShownWithoutControlCharacters() throws IOException {
        try (var server = Scripted.answering(Scripted.answer("404 Not Found", "", "\u001b[31mred\r\nX: \u0007y"))) {
            var report = Visits.plain(server.url());

            assertThat(Visits.finding(report, "socket.io").seen()).isEqualTo("404: ?[31mred X: ?y");
            assertThat(report.text(true, false)).doesNotContain("\u001b");
        }
    }
}
