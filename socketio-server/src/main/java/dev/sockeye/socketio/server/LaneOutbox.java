package dev.sockeye.socketio.server;

import dev.sockeye.engineio.server.host.Lane;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what any thread wants to have done to the connections of one lane onto that lane: in order, and with one task
 * of the lane for all that has gathered, so that it leaves together.
 *
 * <p>Thread-safe; {@link #drain} and what it runs are confined to the lane.
 */
final class LaneOutbox {
    private static final Logger log = LoggerFactory.getLogger(LaneOutbox.class);

    // Longer than any entry is held.
    private static final Duration GUARD = Duration.ofMillis(2);

    private final Lane lane;
    private final Runnable drain = this::drain;

    // The newest entry; each knows the one before it.
    private final AtomicReference<@Nullable Entry> newest = new AtomicReference<>();
    // Whether the lane has been told of entries.
    private final AtomicBoolean told = new AtomicBoolean();

    // What broadcasts on their way weigh.
    private final AtomicLong approaching = new AtomicLong();

    // Confined to the lane.
    private boolean draining;
    private boolean guarded;
    private boolean guardedAnew;

    // How many connections use it; guarded by the server's map of outboxes.
    private int users;

    LaneOutbox(Lane lane) {
        this.lane = lane;
    }

    /** Is something to be done on the lane. */
    abstract static class Entry {
        private @Nullable Entry before;

        abstract void run();
    }

    /** Makes an entry of what is done seldom. */
    static Entry entry(Runnable task) {
        return new Entry() {
            @Override
            void run() {
                task.run();
            }
        };
    }

    Lane lane() {
        return lane;
    }

    LaneOutbox retain() {
        users++;
        return this;
    }

    boolean release() {
        return --users == 0;
    }

    /** Counts a broadcast that sets out; tells whether it may. */
    boolean approach(long weight, long most) {
        if (approaching.addAndGet(weight) <= most) {
            return true;
        }
        approaching.addAndGet(-weight);
        return false;
    }

    /** Counts a broadcast that has come. */
    void arrived(long weight) {
        approaching.addAndGet(-weight);
    }

    /** Has an entry run on the lane: now, if the caller is there and nothing older waits behind it. */
    void post(Entry entry) {
        if (lane.inLane() && !draining) {
            drain();
            run(entry);
            return;
        }
        postLater(entry);
    }

    /** Has an entry run on the lane, but never before the caller's task on that lane is done. */
    void postLater(Entry entry) {
        push(entry);
        wake();
    }

    /** Leaves an entry to be run with the next one: {@link #wake} must follow soon, or the lane must be on guard. */
    void hold(Entry entry) {
        push(entry);
    }

    /** Has what was left run: now, if the caller is on the lane and not within an entry. */
    void flush() {
        if (lane.inLane() && !draining) {
            drain();
        } else {
            wake();
        }
    }

    /** Sees that what was left is run, even if who left it has been held up. On the lane. */
    void guard() {
        if (guarded) {
            guardedAnew = true;
        } else {
            guarded = true;
            lane.schedule(this::onGuard, GUARD);
        }
    }

    private void onGuard() {
        guarded = false;
        drain();
        if (guardedAnew) {
            guardedAnew = false;
            guard();
        }
    }

    private void push(Entry entry) {
        Entry before;
        do {
            before = newest.get();
            entry.before = before;
        } while (!newest.compareAndSet(before, entry));
    }

    /** Tells the lane of entries, unless it knows. */
    void wake() {
        if (told.get() || !told.compareAndSet(false, true)) {
            return;
        }
        try {
            lane.execute(drain);
        } catch (RejectedExecutionException e) {
            // The host is gone, and the lane's connections with it.
            newest.set(null);
            approaching.set(0);
            told.set(false);
        }
    }

    private void drain() {
        assert lane.inLane();
        // Before looking: what comes behind our back tells the lane again.
        told.set(false);
        var entry = oldestFirst(newest.getAndSet(null));
        if (entry == null) {
            return;
        }
        draining = true;
        try {
            while (entry != null) {
                run(entry);
                entry = entry.before;
            }
        } finally {
            draining = false;
        }
    }

    private static void run(Entry entry) {
        try {
            entry.run();
        } catch (Throwable e) {
            // One connection's failure must not keep the others waiting, whatever it is.
            log.error("a task of a connection failed", e);
        }
    }

    private static @Nullable Entry oldestFirst(@Nullable Entry newest) {
        Entry first = null;
        while (newest != null) {
            var before = newest.before;
            newest.before = first;
            first = newest;
            newest = before;
        }
        return first;
    }
}
