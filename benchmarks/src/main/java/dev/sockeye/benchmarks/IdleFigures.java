package dev.sockeye.benchmarks;

import dev.sockeye.cli.load.Load;
import dev.sockeye.cli.load.LoadResult;
import dev.sockeye.cli.load.Scenario;
import dev.sockeye.cli.load.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Tells what connections cost that do nothing.
 *
 * @param id the server
 * @param connections how many there were
 * @param resident bytes of resident memory for each; before the collector was told to run
 * @param residentAfterCollection the same afterwards
 * @param live bytes of live heap for each; 0 where that is not known
 * @param cores processor time used while all were idle, in cores; the median of the rounds
 */
record IdleFigures(
        String id, double connections, double resident, double residentAfterCollection, double live, double cores) {
    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");
    private static final Duration CALM = Duration.ofSeconds(3);
    // In the first ones the JVM still compiles what the connecting has made worth it.
    private static final int ROUNDS = 5;

    /** Measures a fresh process. */
    static IdleFigures measure(Contestant contestant, int connections, Duration round, Consumer<String> progress) {
        try (var server = contestant.start(false)) {
            var process = ServerProcess.of(server.pid());
            // The first ones have the server load its classes.
            run(contestant, server, 200, Duration.ofMillis(500), Duration.ofMillis(500), 1, progress, () -> {});
            var heapBefore = liveHeap(server.pid());
            var residentBefore = process.residentBytes();
            var seen = new AtomicLongArray(3);
            var result = run(contestant, server, connections, CALM, round, ROUNDS, progress, () -> {
                seen.set(0, process.residentBytes());
                seen.set(1, liveHeap(server.pid()));
                seen.set(2, process.residentBytes());
            });
            var there = (double) result.connections();
            return new IdleFigures(
                    contestant.id(),
                    there,
                    (seen.get(0) - residentBefore) / there,
                    (seen.get(2) - residentBefore) / there,
                    seen.get(1) == 0 ? 0 : (seen.get(1) - heapBefore) / there,
                    result.median(one -> one.cpuSeconds() / one.seconds()));
        }
    }

    private static LoadResult run(
            Contestant contestant,
            Server server,
            int connections,
            Duration calm,
            Duration round,
            int rounds,
            Consumer<String> progress,
            Runnable whenOpen) {
        var settings = contestant
                .load(server, Scenario.IDLE)
                .connections(connections)
                .warmUp(calm)
                .round(round)
                .rounds(rounds)
                .build();
        return Load.run(settings, line -> {
            progress.accept(contestant.id() + ": " + line);
            if (line.startsWith("warming up")) {
                whenOpen.run();
            }
        });
    }

    /** Returns the bytes of live objects after a full collection; 0 if the process is not a JVM. */
    private static long liveHeap(long pid) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            var asked = new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            var said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var total = TOTAL.matcher(said);
            return total.find() ? Long.parseLong(total.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    static String markdown(List<IdleFigures> all) {
        var text = new StringBuilder("| idle WebSockets | connections | resident, each | after a full collection | "
                + "live heap, each | processor while idle, cores |\n| --- | ---: | ---: | ---: | ---: | ---: |\n");
        for (var one : all) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %.1f kB | %.1f kB | %s | %.3f |%n",
                    one.id,
                    one.connections,
                    one.resident / 1_000,
                    one.residentAfterCollection / 1_000,
                    one.live == 0 ? "-" : String.format(Locale.ROOT, "%.1f kB", one.live / 1_000),
                    one.cores));
        }
        return text.append('\n').toString();
    }
}
