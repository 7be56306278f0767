package dev.sockeye.benchmarks;

import dev.sockeye.cli.load.LoadResult;
import dev.sockeye.cli.load.Round;
import dev.sockeye.cli.load.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Is what one round of one row told of one server.
 *
 * @param perCpuSecond operations for a second of the server's processor time
 * @param perSecond operations a second
 * @param p99Micros what 99 of 100 operations took at most
 * @param kernelShare which part of the processor time was the kernel's
 * @param generatorCores how much of a core the generator used
 * @param good whether everything came back as expected
 * @param remark what else there is to know, or an empty text
 */
record Sample(
        double perCpuSecond,
        double perSecond,
        double p99Micros,
        double kernelShare,
        double generatorCores,
        boolean good,
        String remark) {
    static Sample of(LoadResult result) {
        var round = result.rounds().get(0);
        return new Sample(
                round.perCpuSecond(),
                round.perSecond(),
                round.micros(99),
                share(round),
                round.generatorSeconds() / round.seconds(),
                result.good(),
                remark(result).orElse(""));
    }

    /** Returns what there is to know of a result besides its figures. */
    static Optional<String> remark(LoadResult result) {
        var remark = result.good() ? String.join("; ", result.notes()) : told(result.verdict());
        return Optional.of(remark).filter(text -> !text.isEmpty());
    }

    private static String told(Verdict verdict) {
        var parts = new ArrayList<String>();
        // Without numbers, so that all rounds say the same.
        add(parts, verdict.wrong(), "not every answer was the one that was due");
        add(parts, verdict.lost(), "not everything came back");
        add(parts, verdict.closed(), "connections were closed");
        add(parts, verdict.failed(), "sessions were not opened");
        return parts.isEmpty() ? "nothing came back" : String.join(", ", parts);
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(what);
        }
    }

    private static double share(Round round) {
        return round.cpuSeconds() == 0 ? 0 : round.systemSeconds() / round.cpuSeconds();
    }
}
