package dev.sockeye.engineio.client;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Is a serial executor: what is handed to it runs one after the other, in order, each seeing the effects of those before.
 * It is an event loop, which many connections share: nothing that runs here may block.
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
