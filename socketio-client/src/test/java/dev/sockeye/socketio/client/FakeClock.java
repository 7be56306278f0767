package dev.sockeye.socketio.client;

import dev.sockeye.engineio.client.Lane;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Is a lane whose time passes only when a test says so, and which runs where the test runs. For one thread. */
final class FakeClock implements Lane {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(
            Comparator.comparingLong((Timer timer) -> timer.due).thenComparing(timer -> timer.order));
    private long now = 1_000_000_000;
    private long order;
    private boolean running;

    private record Timer(Runnable task, long due, long order) {}

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        drain();
    }

    private void drain() {
        if (running) {
            return;
        }
        running = true;
        try {
            for (var next = tasks.poll(); next != null; next = tasks.poll()) {
                next.run();
            }
        } finally {
            running = false;
        }
    }

    @Override
    public boolean inLane() {
        return running;
    }

    @Override
    public Cancellable schedule(Runnable task, Duration delay) {
        var timer = new Timer(task, now + delay.toNanos(), order++);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    int scheduled() {
        return timers.size();
    }

    /** Returns how long it is until the next timer. */
    Duration untilNext() {
        var next = timers.peek();
        if (next == null) {
            throw new AssertionError("no timer is set");
        }
        return Duration.ofNanos(next.due - now);
    }

    void advance(Duration time) {
        var end = now + time.toNanos();
        for (var timer = due(end); timer != null; timer = due(end)) {
            now = Math.max(now, timer.due);
            execute(timer.task);
        }
        now = end;
    }

    private @Nullable Timer due(long end) {
        var next = timers.peek();
        return next == null || next.due > end ? null : timers.remove();
    }
}
