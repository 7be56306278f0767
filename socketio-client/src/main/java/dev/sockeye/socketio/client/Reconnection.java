package dev.sockeye.socketio.client;

import java.time.Duration;

/**
 * Says whether and when a connection that is lost, or could not be opened, is tried again. Immutable.
 *
 * @param enabled whether it is
 * @param attempts how often; {@link Integer#MAX_VALUE} for ever
 * @param delay about how long to wait before the first attempt; twice as long before each further one
 * @param delayMax how long to wait at most
 * @param randomizationFactor by which part the time is made longer or shorter at random, 0 to 1
 */
record Reconnection(boolean enabled, int attempts, Duration delay, Duration delayMax, double randomizationFactor) {
    static final Reconnection DEFAULT =
            new Reconnection(true, Integer.MAX_VALUE, Duration.ofSeconds(1), Duration.ofSeconds(5), 0.5);

    Reconnection {
        Checks.that(attempts > 0, "reconnectionAttempts", attempts, "> 0; reconnection(false) for none");
        Checks.that(delay.toMillis() > 0, "reconnectionDelay", delay, ">= 1 ms");
        Checks.that(delayMax.toMillis() > 0, "reconnectionDelayMax", delayMax, ">= 1 ms");
        Checks.that(
                randomizationFactor >= 0 && randomizationFactor <= 1,
                "randomizationFactor",
                randomizationFactor,
                "0 to 1");
    }

    Reconnection enabled(boolean on) {
        return new Reconnection(on, attempts, delay, delayMax, randomizationFactor);
    }

    Reconnection attempts(int count) {
        return new Reconnection(enabled, count, delay, delayMax, randomizationFactor);
    }

    Reconnection delay(Duration time) {
        return new Reconnection(enabled, attempts, time, delayMax, randomizationFactor);
    }

    Reconnection delayMax(Duration time) {
        return new Reconnection(enabled, attempts, delay, time, randomizationFactor);
    }

    Reconnection randomizationFactor(double factor) {
        return new Reconnection(enabled, attempts, delay, delayMax, factor);
    }
}
