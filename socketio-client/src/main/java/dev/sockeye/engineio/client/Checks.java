package dev.sockeye.engineio.client;

import java.time.Duration;

/** Words what is wrong with an option: its name, its value, what was expected. */
final class Checks {
    private Checks() {}

    static void that(boolean holds, String option, Object value, String expected) {
        if (!holds) {
            throw wrong(option, value, expected);
        }
    }

    static IllegalArgumentException wrong(String option, Object value, String expected) {
        return new IllegalArgumentException(option + ": " + value + " (expected: " + expected + ")");
    }

    static void positive(String option, Duration value) {
        // Told in milliseconds, the unit of the official options.
        that(value.toMillis() > 0, option, value.toMillis(), "> 0");
    }

    static void notNegative(String option, Duration value) {
        that(!value.isNegative(), option, value.toMillis(), ">= 0");
    }

    /** Tells whether a text can be the name of a header. */
    static boolean token(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c <= ' ' || c >= 127 || "()<>@,;:\\\"/[]?={}".indexOf(c) >= 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Tells whether a text can be the value of a header. */
    static boolean headerValue(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 127 || c > 255) {
                return false;
            }
        }
        return true;
    }
}
