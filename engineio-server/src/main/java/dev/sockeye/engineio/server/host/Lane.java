package dev.sockeye.engineio.server.host;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Is a serial executor: what is handed to it runs one after the other, in order, each seeing the effects of those before.
 * A session keeps the same lane for its life, and its state is confined to it. Lanes that run their tasks on the same
 * thread should be equal: sessions of equal lanes share their timers.
 */
public interface Lane extends Executor {
    /** Tells whether the caller runs on this lane. */
    boolean inLane();

    /** Runs a task on this lane after a delay. */
    Cancellable schedule(Runnable task, Duration delay);

    /** Returns the time by which this lane schedules, in nanoseconds since some moment. */
    default long nanoTime() {
        return System.nanoTime();
    }

    /** Is a task that is yet to run. */
    interface Cancellable {
        /** Prevents the task from running, if it has not begun. Any thread. */
        void cancel();
    }
}
