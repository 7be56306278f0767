package dev.sockeye.cli.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads what Linux tells of a process. Thread-safe. */
public final class ServerProcess {
    private static final double TICKS_PER_SECOND = 100;
    private static final int KILO = 1024;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    private final Path folder;

    private ServerProcess(Path folder) {
        this.folder = folder;
    }

    /**
     * Looks at a process.
     *
     * @throws IllegalArgumentException if there is none with this id, or no /proc
     */
    public static ServerProcess of(long pid) {
        var folder = Path.of("/proc", Long.toString(pid));
        if (!Files.isReadable(folder.resolve("stat"))) {
            throw new IllegalArgumentException("--server-pid: " + pid + " (expected: a process that /proc shows)");
        }
        return new ServerProcess(folder);
    }

    /** Returns the seconds of processor time, of user and system, that all threads have used so far. */
    public double cpuSeconds() {
        var stat = read("stat");
        // The name in parentheses may hold anything.
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) / TICKS_PER_SECOND;
    }

    /** Returns how much of the processor time so far was the kernel's. */
    public double systemSeconds() {
        var stat = read("stat");
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[SYSTEM_TIME]) / TICKS_PER_SECOND;
    }

    /** Returns the resident memory in bytes. */
    public long residentBytes() {
        return number("status", "VmRSS:\\s+(\\d+) kB").orElse(0) * KILO;
    }

    /** Returns how many files the process may have open. */
    public OptionalLong openFilesLimit() {
        return number("limits", "Max open files\\s+(\\d+)");
    }

    private OptionalLong number(String file, String pattern) {
        var found = Pattern.compile(pattern).matcher(read(file));
        return found.find() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new LoadException("the server's process has ended while it was being measured");
        }
    }
}
