package dev.sockeye.socketio.client;

import dev.sockeye.engineio.client.Lane;
import dev.sockeye.socketio.events.HandlerExecutor;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is the serial executor to which a manager with its connection and its sockets is confined. While there is something to do
 * it is a lane, which is lent; while there is not, it is nothing but memory.
 *
 * <p>Any thread posts; what is posted runs in order, with one task of the lane for all that has gathered, so that it leaves
 * together. The lease is guarded by this; all else is confined to the lane.
 */
final class Strand {
    private static final Logger log = LoggerFactory.getLogger(Strand.class);

    private final Manager manager;
    private final ClientRuntime runtime;
    private final Runnable drain = this::drain;

    // The newest entry; each knows the one before it.
    private final AtomicReference<@Nullable Entry> newest = new AtomicReference<>();
    // Whether the lane has been told of entries. Written under this.
    private volatile boolean told;
    private volatile ClientRuntime.@Nullable Lease lease;
    // Whether nothing but handlers still runs, which are to tell when they have ended.
    private volatile boolean winding;

    // Timers that are set.
    private int timers;
    private boolean draining;

    Strand(Manager manager, ClientRuntime runtime) {
        this.manager = manager;
        this.runtime = runtime;
    }

    /** Is something to be done. */
    abstract static class Entry {
        private @Nullable Entry before;

        abstract void run();

        /** Is called instead where the client is closed. Any thread. */
        void refused(RuntimeException reason) {}
    }

    /** Has an entry run; never at once, even from the lane. Any thread. */
    void post(Entry entry) {
        Entry before;
        do {
            before = newest.get();
            entry.before = before;
        } while (!newest.compareAndSet(before, entry));
        wake();
    }

    /** Has a task run; for what is done seldom. */
    void post(Runnable task) {
        post(new Entry() {
            @Override
            void run() {
                task.run();
            }
        });
    }

    private void wake() {
        if (told) {
            return;
        }
        try {
            Lane lane;
            synchronized (this) {
                if (told) {
                    return;
                }
                var current = lease;
                if (current == null) {
                    current = runtime.acquire(manager);
                    lease = current;
                }
                told = true;
                lane = current.lane();
            }
            lane.execute(drain);
        } catch (RejectedExecutionException e) {
            // The application has ended the event loops under us.
            refuse(e);
            release();
        } catch (IllegalStateException e) {
            refuse(e);
        }
    }

    private void refuse(RuntimeException reason) {
        told = false;
        for (var entry = oldestFirst(newest.getAndSet(null)); entry != null; entry = entry.before) {
            entry.refused(reason);
        }
    }

    private void release() {
        ClientRuntime.Lease ended;
        synchronized (this) {
            ended = lease;
            lease = null;
        }
        if (ended != null) {
            runtime.release(manager, ended);
        }
    }

    /** Returns the lane. For the lane itself, and while a timer is set, handlers run or a connection is there. */
    Lane lane() {
        return current().lane();
    }

    HandlerExecutor.Running handlers() {
        return current().handlers();
    }

    private ClientRuntime.Lease current() {
        var current = lease;
        if (current == null) {
            throw new RejectedExecutionException("the client is closed");
        }
        return current;
    }

    long nanoTime() {
        return lane().nanoTime();
    }

    /** Tells whether the caller is on the lane. */
    boolean inLane() {
        var current = lease;
        return current != null && current.lane().inLane();
    }

    /** Sets a timer. On the lane. */
    Lane.Cancellable schedule(Runnable task, Duration delay) {
        var timer = new Timer(task);
        timers++;
        timer.cancellable = lane().schedule(timer, delay);
        return timer;
    }

    int timers() {
        return timers;
    }

    /** Is told that handlers have ended. Any thread. */
    void handlersDone() {
        if (winding) {
            post(() -> {});
        }
    }

    private void drain() {
        // Before looking: what comes behind our back tells the lane again.
        told = false;
        var entry = oldestFirst(newest.getAndSet(null));
        draining = true;
        while (entry != null) {
            run(entry);
            entry = entry.before;
        }
        draining = false;
        manager.connector().flush();
        rest();
    }

    /** Sees that what is written by now is sent. On the lane. */
    void flushSoon() {
        if (!draining) {
            post(() -> {});
        }
    }

    private static void run(Entry entry) {
        try {
            entry.run();
        } catch (Throwable e) {
            // Those behind it must not wait for ever, whatever it is.
            log.error("a task of a client failed", e);
        }
    }

    /** Gives the lane back if there is nothing to do. */
    private void rest() {
        var connector = manager.connector();
        // In this order: what is idle gives up its timer.
        winding = connector.idle() && timers == 0;
        if (!winding) {
            return;
        }
        ClientRuntime.Lease ended;
        synchronized (this) {
            // Handlers that end after this look see that they are to tell.
            if (told || connector.handling()) {
                return;
            }
            ended = lease;
            lease = null;
            winding = false;
        }
        if (ended != null) {
            runtime.release(manager, ended);
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

    private final class Timer implements Runnable, Lane.Cancellable {
        private final Runnable task;
        private boolean over;
        private Lane.@Nullable Cancellable cancellable;

        Timer(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            if (end()) {
                post(task);
            }
        }

        /** On the lane, unlike others of its kind. */
        @Override
        public void cancel() {
            if (end() && cancellable != null) {
                cancellable.cancel();
            }
        }

        private boolean end() {
            if (over) {
                return false;
            }
            over = true;
            timers--;
            return true;
        }
    }
}
