package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Lane;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the timers of all sessions of one lane from one scheduled task: a ring of slots, each a chain of timers. Arming,
 * moving and cancelling cost the same however many there are, and allocate nothing. A timer runs up to one tick late,
 * never early. Confined to the lane.
 */
final class TimerWheel {
    private static final Logger LOG = LoggerFactory.getLogger(TimerWheel.class);
    private static final int SLOTS = 256;
    private static final long STALL = Duration.ofSeconds(1).toNanos();

    private final Lane lane;
    private final long tickNanos;
    private final long start;
    private final @Nullable Timer[] slots = new Timer[SLOTS];

    private int armed;
    private long done;
    private boolean ticking;
    private boolean forgiving;
    private @Nullable Timer cursor;

    TimerWheel(Lane lane, Duration tick) {
        this.lane = lane;
        tickNanos = tick.toNanos();
        start = lane.nanoTime();
    }

    /** Is something to do later, once. Its links belong to the wheel. */
    abstract static class Timer {
        private @Nullable Timer previous;
        private @Nullable Timer next;
        private long due;
        private boolean linked;

        abstract void fire();
    }

    long now() {
        return lane.nanoTime();
    }

    /** Arms a timer, instead of the moment for which it was armed before. */
    void arm(Timer timer, long delayNanos) {
        cancel(timer);
        var now = lane.nanoTime() - start;
        if (!ticking) {
            done = now / tickNanos;
            scheduleTurn(now);
            ticking = true;
        }
        timer.due = Math.max(done + 1, (now + Math.max(0, delayNanos) + tickNanos - 1) / tickNanos);
        link(timer);
    }

    void cancel(Timer timer) {
        if (timer.linked) {
            unlink(timer);
        }
    }

    private void turn() {
        var now = lane.nanoTime() - start;
        var current = now / tickNanos;
        // After a long pause of this thread the answers of clients may lie unread: they get their turn first.
        if (now - done * tickNanos > STALL + 2 * tickNanos && !forgiving) {
            forgiving = true;
            scheduleTurn(now);
            return;
        }
        forgiving = false;
        var first = done + 1;
        var last = Math.min(current, done + SLOTS);
        // What is armed from here on belongs to a later turn, not to a slot that this one may have left behind.
        done = current;
        for (var slot = first; slot <= last; slot++) {
            expire((int) (slot % SLOTS), current);
        }
        ticking = armed > 0;
        if (ticking) {
            scheduleTurn(lane.nanoTime() - start);
        }
    }

    /** Turns fall on whole ticks, so that no timer waits for more than one. */
    private void scheduleTurn(long now) {
        lane.schedule(this::turn, Duration.ofNanos(tickNanos - now % tickNanos));
    }

    private void expire(int slot, long current) {
        for (var timer = slots[slot]; timer != null; timer = cursor) {
            cursor = timer.next;
            if (timer.due <= current) {
                unlink(timer);
                try {
                    timer.fire();
                } catch (Throwable e) {
                    // Whatever it is, it ends with this timer: the wheel turns for others.
                    LOG.error("A timer failed", e);
                }
            }
        }
    }

    private void link(Timer timer) {
        var slot = (int) (timer.due % SLOTS);
        var head = slots[slot];
        timer.previous = null;
        timer.next = head;
        if (head != null) {
            head.previous = timer;
        }
        slots[slot] = timer;
        timer.linked = true;
        armed++;
    }

    private void unlink(Timer timer) {
        if (cursor == timer) {
            cursor = timer.next;
        }
        if (timer.next != null) {
            timer.next.previous = timer.previous;
        }
        if (timer.previous != null) {
            timer.previous.next = timer.next;
        } else {
            slots[(int) (timer.due % SLOTS)] = timer.next;
        }
        timer.previous = null;
        timer.next = null;
        timer.linked = false;
        armed--;
    }
}
