package dev.sockeye.socketio.netty;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Is the one point in time at which a connection's current state ends. Moving it costs a field: the timer below it is set
 * anew only when it rings too early. Confined to the event loop.
 */
final class Deadline {
    private final Channel channel;
    private final Runnable expired;
    private @Nullable Future<?> timer;
    private long timerAt;
    private long at;
    private boolean set;

    Deadline(Channel channel, Runnable expired) {
        this.channel = channel;
        this.expired = expired;
    }

    void in(Duration time) {
        set = true;
        at = System.nanoTime() + time.toNanos();
        if (timer == null || timerAt - at > 0) {
            cancelTimer();
            schedule();
        }
    }

    void clear() {
        set = false;
    }

    /** Forgets the timer too; needed when the channel ends or changes its event loop. */
    void stop() {
        set = false;
        cancelTimer();
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void schedule() {
        timerAt = at;
        timer = channel.eventLoop().schedule(this::ring, Math.max(0, at - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private void ring() {
        timer = null;
        if (!set) {
            return;
        }
        if (at - System.nanoTime() > 0) {
            schedule();
        } else {
            set = false;
            expired.run();
        }
    }
}
