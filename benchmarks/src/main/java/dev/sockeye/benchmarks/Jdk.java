package dev.sockeye.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Is an installed JDK. */
record Jdk(int feature, String version, Path home) {
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"((\\d+)[^\"]*)\"");

    /** Returns those beside the running one, the oldest first. */
    static List<Jdk> installed() {
        var folder = Path.of(System.getProperty("java.home")).toAbsolutePath().getParent();
        try (var homes = Files.list(folder)) {
            return homes.filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .filter(home -> !Files.isSymbolicLink(home))
                    .flatMap(home -> read(home).stream())
                    .sorted(Comparator.comparing(Jdk::feature))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    String java() {
        return home.resolve("bin/java").toString();
    }

    private static Optional<Jdk> read(Path home) {
        try {
            var found = VERSION.matcher(Files.readString(home.resolve("release")));
            return found.find()
                    ? Optional.of(new Jdk(Integer.parseInt(found.group(2)), found.group(1), home))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
