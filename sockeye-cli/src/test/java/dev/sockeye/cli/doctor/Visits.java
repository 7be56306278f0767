package dev.sockeye.cli.doctor;

import dev.sockeye.cli.probe.Certificates;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.X509ExtendedTrustManager;

/** Asks the doctor. */
final class Visits {
    static final String ORIGIN = "https://app.example.com";

    private Visits() {}

    /** Looks as a program does. */
    static Report plain(String url) {
        return look(url, Optional.empty(), false, OptionalInt.empty());
    }

    /** Looks as a page of {@link #ORIGIN}, with headers. */
    static Report page(String url, String... headers) {
        return look(url, Optional.of(ORIGIN), false, OptionalInt.empty(), headers);
    }

    /** Looks as a page of {@link #ORIGIN} whose client speaks a revision, and has time for a heartbeat. */
    static Report page(String url, int eio) {
        return look(
                new Question(
                        url,
                        Optional.of(ORIGIN),
                        false,
                        List.of(),
                        Optional.empty(),
                        OptionalInt.of(eio),
                        Duration.ofSeconds(3),
                        false),
                Certificates.authorities(null));
    }

    static Report look(String url, Optional<String> origin, boolean credentials, OptionalInt eio, String... headers) {
        return look(
                new Question(
                        url,
                        origin,
                        credentials,
                        List.of(headers),
                        Optional.empty(),
                        eio,
                        Duration.ofSeconds(2),
                        false),
                Certificates.authorities(null));
    }

    static Report look(Question question, X509ExtendedTrustManager trust) {
        return new Doctor(new Progress(new PrintWriter(Writer.nullWriter())), trust).look(question);
    }

    /** Returns the id of the cause, or "none". */
    static String cause(Report report) {
        return report.cause()
                .flatMap(entry -> entry.finding().problem())
                .map(Problem::id)
                .orElse("none");
    }

    static List<String> warnings(Report report) {
        return report.entries().stream()
                .filter(entry -> entry.finding().mark() == Mark.WARN)
                .map(entry -> entry.finding().problem().orElseThrow().id())
                .toList();
    }

    static Finding finding(Report report, String check) {
        return report.entries().stream()
                .filter(entry -> entry.id().equals(check))
                .findFirst()
                .orElseThrow()
                .finding();
    }
}
