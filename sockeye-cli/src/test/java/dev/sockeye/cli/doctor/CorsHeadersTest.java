package dev.sockeye.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The headers of answers, against the rules of the Fetch standard. */
class CorsHeadersTest {
    private static final String OPEN = "0{\"sid\":\"abc\",\"upgrades\":[],\"pingInterval\":300,\"pingTimeout\":200}";
    private static final String ALLOW = "Access-Control-Allow-Origin: ";

    @ParameterizedTest
    @CsvSource({
        "*, none",
        "https://app.example.com, none",
        "https://app.example.com/, origin-misspelt",
        "https://app.example.com:443, origin-misspelt",
        "HTTPS://APP.example.com, origin-misspelt",
        "http://app.example.com, other-origin",
        "https://www.app.example.com, other-origin",
        "null, other-origin",
        "'https://app.example.com, https://b.example.com', cors-duplicate",
        "'https://app.example.com\r\nAccess-Control-Allow-Origin: *', cors-duplicate",
    })
    void allowOriginIsComparedByteForByte(String value, String problem) throws IOException {
        try (var server = handshake(ALLOW + value + "\r\n", ALLOW + "*\r\n")) {
            assertThat(Visits.finding(Visits.page(server.url()), "origin")
                            .problem()
                            .map(Problem::id))
                    .isEqualTo(Optional.of(problem).filter(id -> !id.equals("none")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "*, true, star-with-credentials",
        "https://app.example.com, true, none",
        "https://app.example.com, True, credentials-not-allowed",
        "https://app.example.com, , credentials-not-allowed",
    })
    void credentialsNeedTheOriginByName(String origin, String allowed, String problem) throws IOException {
        var credentials = allowed == null ? "" : "Access-Control-Allow-Credentials: " + allowed + "\r\n";
        try (var server = handshake(ALLOW + origin + "\r\n" + credentials, "")) {
            var report = Visits.look(server.url(), Optional.of(Visits.ORIGIN), true, OptionalInt.empty());

            assertThat(Visits.finding(report, "credentials").problem().map(Problem::id))
                    .isEqualTo(Optional.of(problem).filter(id -> !id.equals("none")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "204 No Content, 'Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: x-b, X-A\r\n', none",
        "200 OK, 'Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: *\r\n', none",
        "204 No Content, 'Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: x-b\r\n', preflight-headers",
        "204 No Content, 'Access-Control-Allow-Origin: *\r\n', preflight-headers",
        "204 No Content, 'Access-Control-Allow-Headers: x-a\r\n', preflight-origin",
        "400 Bad Request, 'Access-Control-Allow-Origin: *\r\n', preflight-refused",
        "301 Moved, 'Location: /\r\n', preflight-refused",
    })
    void preflightMustAllowOriginAndHeaders(String status, String headers, String problem) throws IOException {
        try (var server = Scripted.running((head, out) -> out.write((head.startsWith("OPTIONS")
                        ? Scripted.answer(status, headers, "")
                        : Scripted.answer("200 OK", ALLOW + "*\r\n", OPEN))
                .getBytes(StandardCharsets.ISO_8859_1)))) {
            var report = Visits.page(server.url(), "X-A: secret");

            assertThat(Visits.finding(report, "preflight").problem().map(Problem::id))
                    .isEqualTo(Optional.of(problem).filter(id -> !id.equals("none")));
            assertThat(server.heads())
                    .filteredOn(head -> head.startsWith("OPTIONS"))
                    .allSatisfy(head -> assertThat(head).doesNotContain("secret"))
                    .anySatisfy(head -> assertThat(head).contains("Access-Control-Request-Headers: x-a\r\n"));
            assertThat(report.text(true, false) + report.json()).doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 400 Bad Request, '', cors-off",
        "'', 204 No Content, '', cors-stripped",
        "'Vary: Origin\r\n', 204 No Content, 'Access-Control-Allow-Methods: GET\r\n', origin-not-named",
        "'Vary: Origin\r\nServer: nginx\r\n', 204 No Content, 'Access-Control-Allow-Methods: GET\r\n',"
                + " origin-not-named-or-stripped",
    })
    void missingHeaderIsTracedToItsCause(String headers, String status, String preflight, String problem)
            throws IOException {
        try (var server = Scripted.running((head, out) -> out.write((head.startsWith("OPTIONS")
                        ? Scripted.answer(status, preflight, "")
                        : Scripted.answer("200 OK", headers, OPEN))
                .getBytes(StandardCharsets.ISO_8859_1)))) {
            assertThat(Visits.cause(Visits.page(server.url()))).isEqualTo(problem);
        }
    }

    private static Scripted handshake(String headers, String others) throws IOException {
        return Scripted.running(
                (head, out) -> out.write(Scripted.answer("200 OK", head.contains("sid=") ? others : headers, OPEN)
                        .getBytes(StandardCharsets.ISO_8859_1)));
    }
}
