package dev.sockeye.socketio.events;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on a few threads that stay: to wake one takes less than to wake one of a pool's or the carrier of a virtual
 * one. Who has become idle last is woken first, since it has what it needs in the processor's caches. What comes while all
 * are busy is left to another executor.
 *
 * <p>Thread-safe: guarded by this, but for what a thread and its giver pass on.
 */
final class StandingThreads implements Executor {
    private static final long RETRY_NANOS = 1_000_000_000;

    private final int most;
    private final ThreadFactory factory;
    private final Executor others;

    private final ArrayDeque<Standing> idle;
    private int started;
    private boolean stopped;
    private boolean refused;
    private long refusedAt;

    StandingThreads(int most, ThreadFactory factory, Executor others) {
        this.most = most;
        this.factory = factory;
        this.others = others;
        idle = new ArrayDeque<>(most);
    }

    /** Makes daemons that inherit nothing of whoever needs them first, a handler perhaps: they stay for all others. */
    static ThreadFactory daemons(String prefix) {
        var count = new AtomicInteger();
        var loader = Thread.currentThread().getContextClassLoader();
        return task -> {
            var thread = new Thread(null, task, prefix + count.incrementAndGet(), 0, false);
            thread.setContextClassLoader(loader);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void execute(Runnable task) {
        Standing standing;
        boolean fresh;
        synchronized (this) {
            standing = idle.pollLast();
            fresh = standing == null && started < most && !stopped && mayStart();
            if (fresh) {
                started++;
            }
        }
        if (standing != null) {
            standing.give(task);
        } else if (!fresh || !start(task)) {
            others.execute(task);
        }
    }

    private boolean start(Runnable first) {
        try {
            factory.newThread(new Standing(first)).start();
            return true;
        } catch (OutOfMemoryError e) {
            // The system grants no more threads. The others' may be there already.
            return notStarted();
        } catch (Throwable e) {
            notStarted();
            throw e;
        }
    }

    private synchronized boolean notStarted() {
        started--;
        refused = true;
        refusedAt = System.nanoTime();
        return false;
    }

    /** Tells whether to try to start a thread: to ask a system that has none left takes time, and the JVM warns each time. */
    private boolean mayStart() {
        refused = refused && System.nanoTime() - refusedAt < RETRY_NANOS;
        return !refused;
    }

    /** Leaves what comes from now on to the other executor. Who is idle ends, the others do so behind their tasks. */
    void stop() {
        ArrayDeque<Standing> ending;
        synchronized (this) {
            stopped = true;
            ending = idle.clone();
            idle.clear();
        }
        ending.forEach(Standing::end);
    }

    synchronized int idle() {
        return idle.size();
    }

    synchronized int started() {
        return started;
    }

    private synchronized boolean rest(Standing standing) {
        if (!stopped) {
            idle.addLast(standing);
        }
        return !stopped;
    }

    /** Is what one of the threads runs. */
    private final class Standing implements Runnable {
        // Written by whoever took this from the idle ones, or made it; emptied by the thread.
        private volatile @Nullable Runnable task;
        private volatile @Nullable Thread thread;
        // Only of one that is idle, and has no task.
        private volatile boolean ended;

        Standing(Runnable first) {
            task = first;
        }

        void give(Runnable next) {
            task = next;
            LockSupport.unpark(thread);
        }

        void end() {
            ended = true;
            LockSupport.unpark(thread);
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            while (turn()) {
                // A method of its own, so that nothing of a task is held while the next one is awaited.
            }
        }

        private boolean turn() {
            var next = await();
            if (next == null) {
                return false;
            }
            run(next);
            return rest(this);
        }

        private @Nullable Runnable await() {
            while (!ended) {
                var next = task;
                if (next != null) {
                    task = null;
                    // Whoever it was meant for has returned.
                    Thread.interrupted();
                    return next;
                }
                LockSupport.park(StandingThreads.this);
                // While it lasts nothing parks.
                Thread.interrupted();
            }
            return null;
        }

        private void run(Runnable next) {
            try {
                next.run();
            } catch (Throwable e) {
                tell(e);
            }
        }

        private void tell(Throwable failure) {
            var current = Thread.currentThread();
            try {
                current.getUncaughtExceptionHandler().uncaughtException(current, failure);
            } catch (Throwable e) {
                // The JVM ignores it too.
            }
        }
    }
}
