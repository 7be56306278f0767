package dev.sockeye.socketio.events;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Completes the acknowledgement futures of one socket: in the order in which the answers came, beside the socket's own
 * queue, never on the lane. Guarded by this; completions run outside the lock.
 *
 * <p>What depends on a future runs with its completion and may itself wait for another acknowledgement of the same
 * socket. Order then gives way: who blocks is left behind, and another thread goes on with the rest.
 */
public final class AckCompletions {
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final Executor executor;
    private final BiConsumer<Runnable, Duration> timer;
    private final Deque<Runnable> waiting = new ArrayDeque<>(1);

    private @Nullable Runner current;
    private boolean watched;
    private long begun;

    /**
     * Makes a queue.
     *
     * @param executor runs the completions
     * @param timer runs a task, which does not block, after a delay
     */
    public AckCompletions(Executor executor, BiConsumer<Runnable, Duration> timer) {
        this.executor = executor;
        this.timer = timer;
    }

    /** Puts in a completion behind those that wait. Any thread. */
    public void add(Runnable completion) {
        Runner fresh = null;
        synchronized (this) {
            waiting.add(completion);
            if (current == null) {
                fresh = new Runner();
                current = fresh;
            } else if (!watched) {
                watched = true;
                watch(begun);
            }
        }
        if (fresh != null) {
            start(fresh);
        }
    }

    private void start(Runner runner) {
        try {
            executor.execute(runner);
        } catch (RejectedExecutionException e) {
            // Whoever waits must not do so for ever, even where no thread is left for what depends on it.
            runner.run();
        }
    }

    private void watch(long seen) {
        timer.accept(() -> relieve(seen), PATIENCE);
    }

    private void relieve(long seen) {
        Runner fresh;
        synchronized (this) {
            if (current == null || waiting.isEmpty()) {
                watched = false;
                return;
            }
            watch(begun);
            if (begun != seen) {
                return;
            }
            fresh = new Runner();
            current = fresh;
        }
        start(fresh);
    }

    private synchronized @Nullable Runnable next(Runner runner) {
        if (current != runner) {
            return null;
        }
        var completion = waiting.poll();
        if (completion == null) {
            current = null;
        } else {
            begun++;
        }
        return completion;
    }

    private final class Runner implements Runnable {
        @Override
        public void run() {
            for (var completion = next(this); completion != null; completion = next(this)) {
                completion.run();
            }
        }
    }
}
