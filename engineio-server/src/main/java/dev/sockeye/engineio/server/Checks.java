package dev.sockeye.engineio.server;

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

    static void positive(String option, long value) {
        that(value > 0, option, value, "> 0");
    }

    static void positive(String option, Duration value) {
        // Told in milliseconds, the unit of the official options.
        that(value.toMillis() > 0, option, value.toMillis(), "> 0");
    }

    static void notNegative(String option, Duration value) {
        that(!value.isNegative(), option, value.toMillis(), ">= 0");
    }

    /** Tells whether a text can be the name of a header or a cookie. */
    static boolean token(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c <= ' ' || c >= 127 || "()<>@,;:\\\"/[]?={}".indexOf(c) >= 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
