package dev.sockeye.benchmarks.clients;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at what this process uses. */
final class Self {
    private static final Path STATUS = Path.of("/proc/self/status");

    private Self() {}

    /** Returns how many seconds of processor time have been used. */
    static double processorSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    /** Returns the bytes of the heap that are alive. */
    static long heap() {
        for (var i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Returns the bytes of memory that the process occupies. */
    static long resident() {
        return status("VmRSS") * 1024;
    }

    static long threads() {
        return status("Threads");
    }

    private static long status(String field) {
        try {
            for (var line : Files.readAllLines(STATUS)) {
                if (line.startsWith(field + ":")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException(field + " is not in " + STATUS);
    }
}
