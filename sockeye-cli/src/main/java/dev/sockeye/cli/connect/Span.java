package dev.sockeye.cli.connect;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads how long to wait: seconds, or with a unit. */
public final class Span {
    /** What is expected, in words. */
    public static final String EXPECTED = "seconds > 0, or with a unit: 500ms, 10s, 5m, 1h";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h)?");
    private static final Duration MOST = Duration.ofDays(365);

    private Span() {}

    /** Reads a text; empty where it is no time, none at all, or more than a year. */
    public static Optional<Duration> parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var count = Long.parseLong(match.group(1));
        var unit = Optional.ofNullable(match.group(2)).orElse("s");
        var time = switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofSeconds(count);
        };
        return time.isZero() || time.compareTo(MOST) > 0 ? Optional.empty() : Optional.of(time);
    }

    /** Writes a time as it would be typed. */
    static String text(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
