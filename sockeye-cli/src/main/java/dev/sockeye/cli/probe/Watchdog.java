package dev.sockeye.cli.probe;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes sockets whose time is over, whatever they are at: a time-out for single reads alone would let a peer that sends
 * a byte now and then hold us for ever. Thread-safe.
 */
final class Watchdog {
    private static final ScheduledThreadPoolExecutor TIMER = new ScheduledThreadPoolExecutor(1, task -> {
        var thread = new Thread(task, "sockeye-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    static {
        TIMER.setRemoveOnCancelPolicy(true);
    }

    private Watchdog() {}

    static Future<?> close(Closeable socket, Duration after) {
        return TIMER.schedule(
                () -> {
                    try {
                        socket.close();
                    } catch (IOException e) {
                        // It is closed to whoever waits for it, which is all that was wanted.
                    }
                },
                after.toMillis(),
                TimeUnit.MILLISECONDS);
    }
}
