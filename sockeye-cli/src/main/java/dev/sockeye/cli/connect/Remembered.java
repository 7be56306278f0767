package dev.sockeye.cli.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jline.reader.impl.history.DefaultHistory;

/** Remembers what was typed, but for what servers are told at joining. Confined to the thread that reads lines. */
final class Remembered extends DefaultHistory {
    static final int MOST = 1_000;

    @Override
    public void add(Instant time, String line) {
        super.add(time, withoutAuth(line));
    }

    static String withoutAuth(String line) {
        var words = line.strip().split("\\s+", 3);
        return words[0].equals("join") && words.length == 3 && !words[2].startsWith("@")
                ? words[0] + ' ' + words[1]
                : line;
    }

    /** Returns the file to remember it in, which nobody else can read; empty where there can be none. */
    static Optional<Path> file(Map<String, String> environment, String home) {
        var windows = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        var named = Optional.ofNullable(environment.get(windows ? "LOCALAPPDATA" : "XDG_STATE_HOME"))
                .filter(path -> !path.isBlank());
        var folder = named.map(Path::of).orElseGet(() -> Path.of(home, ".local", "state"));
        try {
            var own = folder.toAbsolutePath().resolve("sockeye");
            var file = own.resolve("history");
            Files.createDirectories(own);
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            return Optional.of(file);
        } catch (IOException | SecurityException e) {
            // A home that can't be written to is no reason not to connect.
            return Optional.empty();
        }
    }
}
