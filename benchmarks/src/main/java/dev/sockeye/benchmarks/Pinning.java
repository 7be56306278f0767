package dev.sockeye.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Says on which core a process runs: servers on one, the generator on the other. */
enum Pinning {
    SERVER(0),
    GENERATOR(1);

    private final int core;

    Pinning(int core) {
        this.core = core;
    }

    /** Returns what stands before a command; nothing where processes can't be pinned. */
    List<String> prefix() {
        return possible() ? List.of("taskset", "-c", Integer.toString(core)) : List.of();
    }

    static boolean possible() {
        return Files.isExecutable(Path.of("/usr/bin/taskset"))
                && Files.isDirectory(Path.of("/sys/devices/system/cpu/cpu1"));
    }
}
