package dev.sockeye.cli.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts what happens. Confined to the event loop. */
final class Meter {
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(5);

    private Histogram latency = new Histogram(LONGEST, 3);
    private long operations;

    // For the whole run.
    private long wrong;
    private long others;
    private long closed;
    private long failed;
    private String firstWrong = "";

    void answered(long nanos, int count) {
        operations += count;
        latency.recordValueWithCount(Math.max(0, Math.min(nanos, LONGEST)), count);
    }

    void wrong(String what) {
        if (wrong++ == 0 && firstWrong.isEmpty()) {
            firstWrong = what;
        }
    }

    /** Keeps what would explain a failure, unless there is an explanation already. */
    void note(String what) {
        if (firstWrong.isEmpty()) {
            firstWrong = what;
        }
    }

    void other() {
        others++;
    }

    void closed() {
        closed++;
    }

    void failed(int count) {
        failed += count;
    }

    /** Begins a round; what was counted as wrong stays. */
    void begin() {
        operations = 0;
        latency = new Histogram(LONGEST, 3);
    }

    long operations() {
        return operations;
    }

    /** Returns the times of this round; they are no longer written to once the next has begun. */
    Histogram latency() {
        return latency;
    }

    Verdict verdict(long lost) {
        return new Verdict(wrong, lost, others, closed, failed, firstWrong);
    }
}
