package dev.sockeye.socketio.server;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks on the handler executor, in order and one at a time. Thread-safe. */
final class TaskQueue implements Runnable {
    private static final int BATCH = 256;

    private final SocketIoServer server;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    // Tasks that were added and have not run.
    private final AtomicInteger waiting = new AtomicInteger();

    TaskQueue(SocketIoServer server) {
        this.server = server;
    }

    void add(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            schedule();
        }
    }

    private void schedule() {
        try {
            server.handlers().execute(this);
        } catch (RejectedExecutionException e) {
            server.error(ServerError.Kind.EXECUTOR, e, null, null);
            // Nobody would run them; those that come try again.
            while (tasks.poll() != null) {
                waiting.decrementAndGet();
            }
        }
    }

    @Override
    public void run() {
        for (var i = 0; i < BATCH; i++) {
            var task = tasks.poll();
            if (task != null) {
                run(task);
                if (waiting.decrementAndGet() == 0) {
                    return;
                }
            }
        }
        schedule();
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            server.error(ServerError.Kind.EVENT_HANDLER, e, null, null);
        }
    }
}
