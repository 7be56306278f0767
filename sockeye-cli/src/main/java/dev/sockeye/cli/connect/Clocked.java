package dev.sockeye.cli.connect;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes the time: of day for people, of the world for programs. */
final class Clocked {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final DateTimeFormatter WORLD = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Clocked() {}

    static String day() {
        return DAY.format(Instant.now());
    }

    static String world() {
        return WORLD.format(Instant.now());
    }
}
