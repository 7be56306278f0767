package dev.sockeye.cli.load;

import org.HdrHistogram.Histogram;

/**
 * Is what was measured in one round.
 *
 * @param seconds how long it was
 * @param operations how many answers, deliveries or sessions there were
 * @param cpuSeconds processor time of the server; 0 if its process is not known
 * @param systemSeconds the kernel's part of it
 * @param residentBytes the server's resident memory at the end of the round; 0 if its process is not known
 * @param generatorSeconds processor time of this process
 * @param latency times in nanoseconds
 */
public record Round(
        double seconds,
        long operations,
        double cpuSeconds,
        double systemSeconds,
        long residentBytes,
        double generatorSeconds,
        Histogram latency) {
    /** Returns operations a second. */
    public double perSecond() {
        return operations / seconds;
    }

    /** Returns operations for each second of the server's processor time; 0 if that is not known. */
    public double perCpuSecond() {
        return cpuSeconds == 0 ? 0 : operations / cpuSeconds;
    }

    /** Returns the time in microseconds that a part of the operations stayed within. */
    public double micros(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1_000.0;
    }
}
