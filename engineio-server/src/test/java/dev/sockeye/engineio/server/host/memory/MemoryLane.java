package dev.sockeye.engineio.server.host.memory;

import dev.sockeye.engineio.server.host.Lane;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Is a lane without a thread: whoever brings a task while nobody runs any runs it, and all that come meanwhile, before
 * {@link #execute} returns. Guarded by this.
 */
public final class MemoryLane implements Lane {
    private final MemoryClock clock;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private Thread runner;

    /** Makes a lane. */
    public MemoryLane(MemoryClock clock) {
        this.clock = clock;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            tasks.add(task);
            if (runner != null) {
                return;
            }
            runner = Thread.currentThread();
        }
        for (var next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized Runnable next() {
        var task = tasks.poll();
        if (task == null) {
            runner = null;
        }
        return task;
    }

    @Override
    public synchronized boolean inLane() {
        return runner == Thread.currentThread();
    }

    @Override
    public Cancellable schedule(Runnable task, Duration delay) {
        return clock.schedule(this, task, delay);
    }

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }
}
