package dev.sockeye.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells under which conditions was measured. Stateless. */
final class Conditions {
    private Conditions() {}

    /** Tells them, behind a first line that says how much is measured. */
    static List<String> now(String measured) {
        var lines = new ArrayList<String>();
        lines.add(LocalDate.now(ZoneOffset.UTC) + "; " + measured);
        lines.add(first("/proc/cpuinfo", "model name\\s*: (.*)") + ", " + cores() + " cores, "
                + System.getProperty("os.name") + ' '
                + System.getProperty("os.version").replaceAll("^(\\d+\\.\\d+).*", "$1"));
        lines.add(
                Pinning.possible()
                        ? "each server pinned to one core, the generator to another; load average at the start "
                                + first("/proc/loadavg", "^([\\d.]+)")
                        : "nothing pinned: the figures say less");
        lines.add("generator on JDK " + System.getProperty("java.version"));
        return lines;
    }

    private static long cores() {
        try (var folders = Files.list(Path.of("/sys/devices/system/cpu"))) {
            return folders.filter(folder -> folder.getFileName().toString().matches("cpu\\d+"))
                    .count();
        } catch (IOException e) {
            return Runtime.getRuntime().availableProcessors();
        }
    }

    private static String first(String file, String pattern) {
        try {
            var found = Pattern.compile(pattern, Pattern.MULTILINE).matcher(Files.readString(Path.of(file)));
            return found.find()
                    ? found.group(1).strip()
                    : System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            return System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        }
    }
}
