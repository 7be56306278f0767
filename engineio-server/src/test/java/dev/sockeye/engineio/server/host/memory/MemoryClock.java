package dev.sockeye.engineio.server.host.memory;

import dev.sockeye.engineio.server.host.Lane;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Is time that passes only when a test says so. Guarded by this. */
public final class MemoryClock {
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(
            Comparator.comparingLong((Timer timer) -> timer.due).thenComparing(timer -> timer.order));
    private long now;
    private long order;

    private final class Timer implements Lane.Cancellable {
        private final MemoryLane lane;
        private final Runnable task;
        private final long due;
        private final long order;

        Timer(MemoryLane lane, Runnable task, long due, long order) {
            this.lane = lane;
            this.task = task;
            this.due = due;
            this.order = order;
        }

        @Override
        public void cancel() {
            synchronized (MemoryClock.this) {
                timers.remove(this);
            }
        }
    }

    /** Returns the time in nanoseconds. */
    public synchronized long nanoTime() {
        return now;
    }

    /** Returns how many tasks are scheduled. */
    public synchronized int scheduled() {
        return timers.size();
    }

    /** Lets time pass, and runs what falls due on its lane, in order. */
    public void advance(Duration time) {
        var end = nanoTime() + time.toNanos();
        for (var timer = next(end); timer != null; timer = next(end)) {
            timer.lane.execute(timer.task);
        }
        synchronized (this) {
            now = end;
        }
    }

    /** Lets time pass without anybody noticing, as when a machine or a thread stands still. */
    public synchronized void jump(Duration time) {
        now += time.toNanos();
    }

    synchronized Lane.Cancellable schedule(MemoryLane lane, Runnable task, Duration delay) {
        var timer = new Timer(lane, task, now + delay.toNanos(), order++);
        timers.add(timer);
        return timer;
    }

    private synchronized Timer next(long end) {
        var timer = timers.peek();
        if (timer == null || timer.due > end) {
            return null;
        }
        timers.remove();
        now = Math.max(now, timer.due);
        return timer;
    }
}
