package dev.sockeye.cli.load;

import java.util.ArrayList;
import java.util.Locale;

/** Writes a result for people. */
final class TextResult {
    private static final int KILO = 1_024;

    private TextResult() {}

    static String of(LoadResult result) {
        var settings = result.settings();
        var text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s over %s, Engine.IO %d: %d connections",
                settings.scenario(),
                settings.route(),
                settings.eio(),
                result.connections()));
        if (settings.scenario().echoes()
                || settings.scenario() == Scenario.BROADCAST
                || settings.scenario() == Scenario.ROOM) {
            text.append(", ").append(settings.size()).append(" bytes");
            text.append(
                    settings.rate() > 0
                            ? String.format(Locale.ROOT, ", %.0f/s", settings.rate())
                            : ", " + settings.window() + " in flight");
        }
        text.append('\n');
        for (var i = 0; i < result.rounds().size(); i++) {
            text.append(line("  round " + (i + 1), result.rounds().get(i))).append('\n');
        }
        if (result.rounds().size() > 1) {
            text.append(median(result));
        }
        result.figures()
                .forEach((name, value) -> text.append("  ")
                        .append(name)
                        .append(": ")
                        .append(figure(name, value))
                        .append('\n'));
        result.notes().forEach(note -> text.append("  ").append(note).append('\n'));
        return text.append(verdict(result)).toString();
    }

    private static String median(LoadResult result) {
        var parts = new ArrayList<String>();
        var operations = result.median(Round::operations) > 0;
        if (operations) {
            parts.add(String.format(Locale.ROOT, "%,.0f/s", result.median(Round::perSecond)));
        }
        if (result.settings().serverPid().isPresent()) {
            if (operations && result.median(Round::cpuSeconds) > 0) {
                parts.add(String.format(
                        Locale.ROOT,
                        "%,.0f per second of the server's processor time",
                        result.median(Round::perCpuSecond)));
            }
            parts.add(String.format(
                    Locale.ROOT, "%.4f cores", result.median(round -> round.cpuSeconds() / round.seconds())));
            parts.add(megabytes(result.median(Round::residentBytes)) + " resident");
        }
        return parts.isEmpty() ? "" : "  median  " + String.join(", ", parts) + '\n';
    }

    static String line(String what, Round round) {
        var line = new StringBuilder(what);
        if (round.operations() > 0) {
            line.append(String.format(
                    Locale.ROOT,
                    ": %,.0f/s; ms p50 %.3f, p90 %.3f, p99 %.3f, p99.9 %.3f, max %.3f",
                    round.perSecond(),
                    round.micros(50) / 1_000,
                    round.micros(90) / 1_000,
                    round.micros(99) / 1_000,
                    round.micros(99.9) / 1_000,
                    round.micros(100) / 1_000));
        }
        if (round.cpuSeconds() > 0) {
            line.append(String.format(
                    Locale.ROOT,
                    "; server %.2f cores (kernel %.2f of it)",
                    round.cpuSeconds() / round.seconds(),
                    round.systemSeconds() / round.cpuSeconds()));
        }
        if (round.residentBytes() > 0) {
            line.append(round.cpuSeconds() > 0 ? ", " : "; server ").append(megabytes((double) round.residentBytes()));
        }
        return line.append(String.format(Locale.ROOT, "; generator %.2f", round.generatorSeconds() / round.seconds()))
                .toString();
    }

    private static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%,.1f MiB", bytes / KILO / KILO);
    }

    private static String figure(String name, double value) {
        if (name.startsWith("resident")) {
            return String.format(Locale.ROOT, "%,.1f KiB", value / KILO);
        }
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%,.2f", value);
    }

    private static String verdict(LoadResult result) {
        var verdict = result.verdict();
        if (result.good()) {
            return "  all answers came, as expected\n";
        }
        var text = String.format(
                Locale.ROOT,
                "  NOT as expected: %d wrong, %d not answered, %d connections closed, %d not opened",
                verdict.wrong(),
                verdict.lost(),
                verdict.closed(),
                verdict.failed());
        return text + (verdict.example().isEmpty() ? "" : "\n  the first: " + verdict.example()) + '\n';
    }
}
