package dev.sockeye.socketio.client;

import dev.sockeye.engineio.client.Lane;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Is the one timer of a socket: for whatever must happen next. Confined to the strand. */
final class Deadlines {
    // Deadlines are met this late at most, so that many of them cost one look.
    private static final long TICK = Duration.ofMillis(10).toNanos();
    // Far below what would make the difference of two times overflow.
    private static final Duration LONGEST = Duration.ofDays(1000);

    private final Strand strand;
    private final Check check;
    private Lane.@Nullable Cancellable timer;
    private long timerAt;

    /** Does what is due. */
    @FunctionalInterface
    interface Check {
        /** Returns in how many nanoseconds to look again; {@link Long#MAX_VALUE} for never. */
        long expire(long now);
    }

    Deadlines(Strand strand, Check check) {
        this.strand = strand;
        this.check = check;
    }

    static long nanos(Duration time) {
        return time.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : time.toNanos();
    }

    /** Has what is due looked at after a time, or before. */
    void arm(long nanos) {
        var at = strand.nanoTime() + nanos;
        if (timer != null) {
            if (timerAt - at <= 0) {
                return;
            }
            timer.cancel();
        }
        timerAt = at;
        timer = strand.schedule(this::expire, Duration.ofNanos(nanos));
    }

    private void expire() {
        timer = null;
        var next = check.expire(strand.nanoTime());
        if (next < Long.MAX_VALUE) {
            arm(Math.max(next, TICK));
        }
    }

    /** Looks no more if there is nothing to wait for. */
    void disarm() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
