package dev.sockeye.socketio.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Counts attempts and says how long to wait before the next one, by the official formula. Confined to the strand. */
final class Backoff {
    // Beyond it each wait would be the longest one: what overflows must not become no wait at all.
    private static final int MAX_EXPONENT = 31;

    private final RandomGenerator random;
    private int attempts;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** Returns how many attempts were made since the last success. */
    int attempts() {
        return attempts;
    }

    /** Counts an attempt, and returns how long to wait before it. */
    Duration next(Reconnection settings) {
        var ms = (double) settings.delay().toMillis() * (1L << Math.min(attempts, MAX_EXPONENT));
        if (attempts < Integer.MAX_VALUE) {
            attempts++;
        }
        var factor = settings.randomizationFactor();
        if (factor > 0) {
            var r = random.nextDouble();
            var deviation = Math.floor(r * factor * ms);
            // Official: the second digit of the random number decides about the sign.
            ms += ((int) Math.floor(r * 10) & 1) == 0 ? -deviation : deviation;
        }
        return Duration.ofMillis(
                (long) Math.min(ms, (double) settings.delayMax().toMillis()));
    }

    void reset() {
        attempts = 0;
    }
}
