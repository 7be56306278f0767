package dev.sockeye.cli;

import dev.sockeye.cli.connect.Span;
import dev.sockeye.cli.load.Route;
import dev.sockeye.cli.load.Scenario;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options; a message says what came and what was expected. */
final class Values {
    private static final long MOST_BYTES = 1 << 30;
    private static final int MOST_SECONDS = 300;
    private static final int MOST_PORT = 65_535;

    private Values() {}

    /** Reads a port; 0 takes a free one. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) number(text, 0, MOST_PORT, "a port, 0 to 65535");
        }
    }

    /** Reads milliseconds. */
    static final class Millis implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Duration.ofMillis(number(text, 1, Integer.MAX_VALUE, "whole milliseconds > 0"));
        }
    }

    /** Reads a time: milliseconds, or with a unit, {@code ms} or {@code s}. */
    static final class Time implements ITypeConverter<Duration> {
        private static final String EXPECTED = "whole milliseconds > 0, or with a unit: 500ms, 10s";

        @Override
        public Duration convert(String text) {
            if (text.endsWith("ms")) {
                return millis(text.substring(0, text.length() - 2), text, 1);
            }
            return text.endsWith("s")
                    ? millis(text.substring(0, text.length() - 1), text, 1_000)
                    : millis(text, text, 1);
        }

        private static Duration millis(String digits, String text, long unit) {
            try {
                var value = Long.parseLong(digits);
                if (value >= 1 && value <= Integer.MAX_VALUE / unit) {
                    return Duration.ofMillis(value * unit);
                }
            } catch (NumberFormatException e) {
                // The same answer as for a number outside the bounds.
            }
            throw new TypeConversionException(text + " (expected: " + EXPECTED + ")");
        }
    }

    /** Reads seconds, also with their unit. */
    static final class Seconds implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            var bare = text.endsWith("s") ? text.substring(0, text.length() - 1) : text;
            return Duration.ofSeconds(number(bare, 1, MOST_SECONDS, "whole seconds, 1 to " + MOST_SECONDS));
        }
    }

    /** Reads a revision of Engine.IO. */
    static final class Eio implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) number(text, 3, 4, "3 or 4");
        }
    }

    /** Reads a revision of Engine.IO, or that it is to be found out. */
    static final class EioOrAuto implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (!text.equals("3") && !text.equals("4") && !text.equals("auto")) {
                throw new TypeConversionException(text + " (expected: 3, 4 or auto)");
            }
            return text;
        }
    }

    /** Reads how long to wait. */
    static final class Wait implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Span.parse(text)
                    .orElseThrow(() -> new TypeConversionException(text + " (expected: " + Span.EXPECTED + ")"));
        }
    }

    /** Reads how long a browser may remember. */
    static final class MaxAge implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Duration.ofSeconds(number(text, 0, Integer.MAX_VALUE, "whole seconds >= 0"));
        }
    }

    /** Reads an element of a list. */
    static final class Word implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (text.isBlank()) {
                throw new TypeConversionException("empty (expected: at least one, separated by commas)");
            }
            return text.strip();
        }
    }

    /** Reads a number of bytes. */
    static final class Size implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return number(text, 1, MOST_BYTES, "bytes, 1 to " + MOST_BYTES);
        }
    }

    /** Reads the name of a transport. */
    static final class Transport implements ITypeConverter<TransportName> {
        @Override
        public TransportName convert(String text) {
            return choice(text, TransportName.values());
        }
    }

    /** Reads the name of a kind of load. */
    static final class LoadScenario implements ITypeConverter<Scenario> {
        @Override
        public Scenario convert(String text) {
            return choice(text, Scenario.values());
        }
    }

    /** Reads by which way sessions under load come to be. */
    static final class LoadRoute implements ITypeConverter<Route> {
        @Override
        public Route convert(String text) {
            return choice(text, Route.values());
        }
    }

    /** Reads where handlers run. */
    static final class Threads implements ITypeConverter<HandlerThreads> {
        @Override
        public HandlerThreads convert(String text) {
            return choice(text, HandlerThreads.values());
        }
    }

    /** Reads how much is logged. */
    static final class Level implements ITypeConverter<LogLevel> {
        @Override
        public LogLevel convert(String text) {
            return choice(text, LogLevel.values());
        }
    }

    private static <T> T choice(String text, T[] choices) {
        for (var choice : choices) {
            if (choice.toString().equalsIgnoreCase(text)) {
                return choice;
            }
        }
        var expected = Stream.of(choices).map(Object::toString).collect(Collectors.joining(", "));
        throw new TypeConversionException(text + " (expected: " + expected + ")");
    }

    private static long number(String text, long least, long most, String expected) {
        try {
            var value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The same answer as for a number outside the bounds.
        }
        throw new TypeConversionException(text + " (expected: " + expected + ")");
    }
}
