package dev.sockeye.benchmarks;

import dev.sockeye.cli.load.Load;
import dev.sockeye.cli.load.LoadResult;
import dev.sockeye.cli.load.Scenario;
import dev.sockeye.cli.load.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Tells what connections cost that do nothing. A process that has done much has the memory already that it needs for
 * them, of a JVM above all; one that is new has to take it. So both are measured.
 *
 * @param id the server
 * @param connections how many there were
 * @param fresh bytes of resident memory for each in a new process; before its collector was told to run
 * @param afterCollection the same afterwards
 * @param served bytes of resident memory for each in a process that has echoed and broadcast before
 * @param live bytes of live heap for each; 0 where that is not known
 * @param cores processor time used while all were idle, in cores; the median of the rounds
 */
record IdleFigures(
        String id, double connections, double fresh, double afterCollection, double served, double live, double cores) {
    private static final int FEW = 200;
    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");
    private static final Duration SERVING = Duration.ofSeconds(5);
    private static final Duration CALM = Duration.ofSeconds(3);
    private static final Duration SHORT = Duration.ofMillis(500);
    // In the first ones the JVM still compiles what the connecting has made worth it.
    private static final int ROUNDS = 5;

    /** Measures two processes. */
    static IdleFigures measure(Contestant contestant, int connections, Duration round, Consumer<String> progress) {
        var before = inOneThatHasServed(contestant, connections, progress);
        try (var server = contestant.start(false)) {
            var process = ServerProcess.of(server.pid());
            var heap = new AtomicLong();
            var collected = new AtomicLong();
            // No collection before: it would leave memory that the connections then need not take.
            var result = run(contestant, server, connections, CALM, round, ROUNDS, progress, () -> {
                heap.set(liveHeap(server.pid()));
                collected.set(process.residentBytes());
            });
            var there = (double) result.connections();
            return new IdleFigures(
                    contestant.id(),
                    there,
                    figure(result, "residentPerConnection"),
                    (collected.get() - figure(result, "residentBefore")) / there,
                    before.resident,
                    heap.get() == 0 ? 0 : (heap.get() - before.heapOfNone) / there,
                    result.median(one -> one.cpuSeconds() / one.seconds()));
        }
    }

    /** What the process told that has served: live heap before anything else, and resident memory for each connection. */
    private record Served(long heapOfNone, double resident) {}

    private static Served inOneThatHasServed(Contestant contestant, int connections, Consumer<String> progress) {
        try (var server = contestant.start(false)) {
            // A few, so that what the server loads for its first ones is not counted.
            run(contestant, server, FEW, SHORT, SHORT, 1, progress, () -> {});
            var heap = liveHeap(server.pid());
            for (var row : List.of(Row.named("echo-1k"), Row.named("broadcast-1k"))) {
                Load.run(row.settings(contestant.load(server, row.scenario()), Duration.ZERO, SERVING), line -> {});
            }
            var result = run(contestant, server, connections, CALM, SHORT, 1, progress, () -> {});
            return new Served(heap, figure(result, "residentPerConnection"));
        }
    }

    /** Returns a figure of the scenario, which has some connections come and go before it looks at memory. */
    private static double figure(LoadResult result, String name) {
        return result.figures().getOrDefault(name, 0.0);
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
        if (!isJvm(pid)) {
            // What asks a JVM ends any other process.
            return 0;
        }
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

    private static boolean isJvm(long pid) {
        try (var maps = Files.lines(Path.of("/proc", Long.toString(pid), "maps"))) {
            return maps.anyMatch(line -> line.endsWith("/libjvm.so"));
        } catch (IOException e) {
            return false;
        }
    }

    static String markdown(List<IdleFigures> all) {
        var text = new StringBuilder("| idle WebSockets | connections | resident, each, in a new process | "
                + "after a full collection | in one that has served | live heap, each | processor while idle, cores |\n"
                + "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        for (var one : all) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %.1f kB | %s | %.1f kB | %s | %.3f |%n",
                    one.id,
                    one.connections,
                    one.fresh / 1_000,
                    one.live == 0 ? "-" : String.format(Locale.ROOT, "%.1f kB", one.afterCollection / 1_000),
                    one.served / 1_000,
                    one.live == 0 ? "-" : String.format(Locale.ROOT, "%.1f kB", one.live / 1_000),
                    one.cores));
        }
        return text.toString();
    }
}
