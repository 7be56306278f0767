package dev.sockeye.socketio.events;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes pools that use an idle thread first, start another one next, and queue last. */
final class HandlerPool {
    private static final long IDLE_SECONDS = 10;

    private HandlerPool() {}

    static ExecutorService create(String prefix, int threads) {
        var count = new AtomicInteger();
        var queue = new Queue();
        return new ThreadPoolExecutor(
                0,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                queue,
                task -> {
                    var thread = new Thread(task, prefix + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                (task, pool) -> {
                    if (pool.isShutdown()) {
                        throw new RejectedExecutionException("the handler threads have ended");
                    }
                    queue.put(task);
                });
    }

    /** Tells the pool that it is full unless a thread is waiting, which makes the pool start one. */
    private static final class Queue extends LinkedTransferQueue<Runnable> {
        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }
    }
}
