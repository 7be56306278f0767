package dev.sockeye.socketio.protocol;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Prints points in time as ECMAScript's {@code toJSON} does: UTC, always with milliseconds. */
final class IsoInstant {
    private static final DateTimeFormatter FORMAT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private IsoInstant() {}

    static String text(Instant instant) {
        return FORMAT.format(instant);
    }
}
