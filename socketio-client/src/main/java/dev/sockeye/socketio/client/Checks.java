package dev.sockeye.socketio.client;

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

    static Duration positive(String option, Duration value) {
        that(!value.isNegative() && !value.isZero(), option, value, "> 0");
        return value;
    }

    static Duration notNegative(String option, Duration value) {
        that(!value.isNegative(), option, value, ">= 0");
        return value;
    }

    /** Returns a namespace as it is named on the wire. */
    static String namespace(String name) {
        that(name.indexOf(',') < 0, "namespace", '"' + name + '"', "no comma, which can't be carried");
        return name.startsWith("/") ? name : '/' + name;
    }
}
