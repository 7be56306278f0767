package dev.sockeye.socketio.server;

import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.socketio.events.HandlerExecutor;
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

    // How often somebody looks after handlers. What they send may wait twice as long for what the next ones send.
    private static final Duration GUARD = Duration.ofMillis(1);

    private final Lane lane;
    private final @Nullable Crew crew;
    private final boolean guards;
    private final Runnable drain = this::drain;

    // The newest entry; each knows the one before it.
    private final AtomicReference<@Nullable Entry> newest = new AtomicReference<>();
    // Whether the lane has been told of entries.
    private final AtomicBoolean told = new AtomicBoolean();

    // What broadcasts on their way weigh.
    private final AtomicLong approaching = new AtomicLong();

    // Who runs handlers and tells the lane later, of all that they send together.
    private volatile @Nullable Thread holder;
    // Whether somebody looks after what the holder may never tell; written on the lane.
    private volatile boolean guarded;

    // Confined to the lane.
    private final Gathering gathering = new Gathering();
    private boolean draining;
    // Whether the last look found something that was held back.
    private boolean held;

    // How many connections use it; guarded by the server's map of outboxes.
    private int users;

    LaneOutbox(Lane lane, HandlerExecutor.Running threads) {
        this.lane = lane;
        crew = threads.owner() == HandlerExecutor.Owner.SOCKEYE ? new Crew(this, threads.workers()) : null;
        guards = threads.owner() != HandlerExecutor.Owner.LANE;
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

    /** Returns who runs the handlers; null where each socket's are handed to an executor that is not Sockeye's. */
    @Nullable
    Crew crew() {
        return crew;
    }

    /** Tells whether handlers run on the lane itself. */
    boolean runsHandlers() {
        return !guards;
    }

    /** Returns what holds the events of the connection that reads. On the lane. */
    Gathering gathering() {
        return gathering;
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

    /** Leaves an entry to be run with the next one: {@link #flush} must follow soon. */
    void leave(Entry entry) {
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

    /**
     * Lets what the caller posts from now on wait until it calls {@link #letGo}, if the lane looks after what handlers do
     * and nobody else has asked for it. On the handler executor.
     */
    void hold() {
        if (guarded && holder == null && !lane.inLane()) {
            holder = Thread.currentThread();
            if (!guarded) {
                // The lane may not have seen it.
                holder = null;
            }
        }
    }

    /** Tells the lane what has been held. */
    void letGo() {
        if (holder == Thread.currentThread()) {
            holder = null;
            if (newest.get() != null) {
                wake();
            }
        }
    }

    /** Looks after handlers that run or are about to: what they hold must leave even if they are held up. On the lane. */
    void guard() {
        if (!guarded && guards) {
            guarded = true;
            try {
                lane.schedule(this::onGuard, GUARD);
            } catch (RejectedExecutionException e) {
                // The host is gone: nobody looks, so nothing may be held.
                guarded = false;
            }
        }
    }

    boolean guarded() {
        return guarded;
    }

    /** Has nobody hold anything back any more. On the lane, which looks for what was held behind this. */
    void dismissHolder() {
        holder = null;
    }

    private void onGuard() {
        guarded = false;
        // First: who holds, or leaves mailboxes to workers, does so before looking whether there is a guard.
        var busy = crew != null && crew.look();
        // Once: nobody looks after who begins to hold from here on, unless there is a guard.
        var holding = holder;
        if (busy || holding != null) {
            guard();
        }
        // What is left by a holder that goes on waits for what it leaves next: to the next look at most.
        if (holding == null || held || waits(holding)) {
            drain();
        } else {
            held = newest.get() != null;
        }
    }

    /** Tells whether a thread waits for something. */
    static boolean waits(Thread thread) {
        return switch (thread.getState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> true;
            default -> false;
        };
    }

    private void push(Entry entry) {
        Entry before;
        do {
            before = newest.get();
            entry.before = before;
        } while (!newest.compareAndSet(before, entry));
    }

    /** Tells the lane of entries, unless it knows or the caller does so later. */
    void wake() {
        if (holder == Thread.currentThread() || told.get() || !told.compareAndSet(false, true)) {
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
        held = false;
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
