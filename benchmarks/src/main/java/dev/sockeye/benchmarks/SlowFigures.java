package dev.sockeye.benchmarks;

import dev.sockeye.cli.load.Load;
import dev.sockeye.cli.load.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Tells how much later others get their echoes while some receivers of broadcasts do not read.
 *
 * @param id the server
 * @param allRead the 99th percentile of echoes in microseconds while all read; the median of the rounds
 * @param someDoNot the same while some do not
 * @param held bytes that the server held for each of those that do not read, the median; 0 where that can't be seen
 * @param closed how many of those that do not read the server closed
 */
record SlowFigures(String id, double allRead, double someDoNot, double held, double closed) {
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    /** Measures a fresh process, rounds of both kinds in turn. */
    static SlowFigures measure(
            Contestant contestant, int rounds, Duration round, Consumer<String> progress, Consumer<String> remark) {
        try (var server = contestant.start(false)) {
            var settings = contestant
                    .load(server, Scenario.SLOW)
                    .warmUp(WARM_UP)
                    .round(round)
                    .rounds(rounds)
                    .build();
            var result = Load.run(settings, line -> progress.accept(contestant.id() + ": " + line));
            Sample.remark(result).ifPresent(remark);
            var figures = result.figures();
            return new SlowFigures(
                    contestant.id(),
                    figures.getOrDefault("p99MicrosAllRead", 0.0),
                    figures.getOrDefault("p99MicrosSomeDoNot", 0.0),
                    figures.getOrDefault("bytesHeldForEachSlow", 0.0),
                    figures.getOrDefault("slowConnectionsClosedByServer", 0.0));
        }
    }

    double ratio() {
        return someDoNot / allRead;
    }

    static String markdown(List<SlowFigures> all) {
        var text =
                new StringBuilder("Echoes of others, 200 a second, while 1 KiB is broadcast 20 times a second to 1,000"
                        + " connections, of which one in a hundred does not read and has small buffers; before each round so much"
                        + " was broadcast that the server has to hold what they do not take. 99th percentile in ms, medians of"
                        + " rounds in turn.\n\n"
                        + "| | all read | some do not | ratio | held for each that does not | connections closed |\n"
                        + "| --- | ---: | ---: | ---: | ---: | ---: |\n");
        for (var one : all) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %.2f | %s | %.0f |%n",
                    one.id,
                    one.allRead / 1_000,
                    one.someDoNot / 1_000,
                    one.ratio(),
                    one.held == 0 ? "-" : String.format(Locale.ROOT, "%.0f kB", one.held / 1_000),
                    one.closed));
        }
        return text.toString();
    }
}
