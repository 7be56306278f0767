package dev.sockeye.socketio.server.adapter.cluster;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Is the one thread of the process on which hearts beat: where they shared one with what blocks, a node that is only busy
 * would be taken for dead. A daemon, which ends when the last adapter has. Thread-safe.
 */
final class HeartbeatThread {
    private static final int IDLE_SECONDS = 10;
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private HeartbeatThread() {}

    private static ScheduledThreadPoolExecutor timer() {
        var timer = new ScheduledThreadPoolExecutor(1, task -> ClusterThread.of("sockeye-heartbeat", task));
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }

    /** Runs a task, which must not block, when a time has passed. Any thread. */
    static void after(Duration delay, Runnable task) {
        TIMER.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
