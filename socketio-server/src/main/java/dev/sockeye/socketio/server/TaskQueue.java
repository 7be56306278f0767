package dev.sockeye.socketio.server;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs tasks on the handler executor, in order and one at a time; those who add them bound their number. Thread-safe. */
final class TaskQueue implements Runnable {
    private static final int BATCH = 256;

    private final SocketIoServer server;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    // Whether the executor has been asked to run this.
    private final AtomicBoolean scheduled = new AtomicBoolean();

    TaskQueue(SocketIoServer server) {
        this.server = server;
    }

    void add(Runnable task) {
        tasks.add(task);
        wake();
    }

    private void wake() {
        if (scheduled.compareAndSet(false, true)) {
            schedule();
        }
    }

    private void schedule() {
        try {
            server.handlers().execute(this);
        } catch (RejectedExecutionException e) {
            // What waits goes on waiting for the next one that comes, which tries again.
            scheduled.set(false);
            server.error(ServerError.Kind.EXECUTOR, e, null, null);
        }
    }

    @Override
    public void run() {
        for (var i = 0; i < BATCH; i++) {
            var task = tasks.poll();
            if (task == null) {
                scheduled.set(false);
                if (!tasks.isEmpty()) {
                    wake();
                }
                return;
            }
            run(task);
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
