package dev.sockeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class DoctorCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void healthyServerEndsWithZero() {
        try (var echo = Servers.echo("--ping-interval", "300", "--origins", "https://app.example.com")) {
            assertThat(doctor("http://127.0.0.1:" + echo.port(), "--origin", "https://app.example.com"))
                    .isZero();
        }
        assertThat(out.toString())
                .startsWith("sockeye doctor http://127.0.0.1:")
                .contains("0 problems");
        assertThat(err.toString()).contains("waiting up to");
    }

    @Test
    void problemEndsWithOneAndJsonIsOneDocument() {
        try (var echo = Servers.echo()) {
            assertThat(doctor("http://127.0.0.1:" + echo.port(), "--origin", "https://a.example", "--json"))
                    .isEqualTo(1);
        }
        var report = JsonMapper.shared().readTree(out.toString());
        assertThat(report.path("ok").asBoolean(true)).isFalse();
        assertThat(report.path("cause").path("id").asString()).isEqualTo("origin-refused");
        assertThat(report.path("checks").path(0).path("id").asString()).isEqualTo("url");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:3000, URL: localhost:3000 (expected: http://localhost:3000)",
        "http://a --eio 5, 5 (expected: 3 or 4)",
        "http://a --timeout 0, '0 (expected: whole seconds, 1 to 300)'",
        "http://a --origin app.example.com, --origin: app.example.com (expected: such as https://app.example.com)",
        "http://a --header a/b, '--header: a/b (expected: a name, or name: value)'",
        "http://a --path a?b, --path: a?b (expected: such as /socket.io)",
    })
    void wrongCallEndsWithTwo(String args, String message) {
        assertThat(doctor(args.split(" "))).isEqualTo(2);
        assertThat(err.toString()).startsWith("sockeye doctor: ").contains(message);
        assertThat(out.toString()).isEmpty();
    }

    private int doctor(String... args) {
        var line = new ArrayList<>(List.of("doctor"));
        line.addAll(List.of(args));
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line.toArray(String[]::new));
    }
}
