package dev.sockeye.socketio.events;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes pools that use an idle thread first, start another one next, and queue last. */
final class HandlerPool {
    private static final long IDLE_SECONDS = 10;

    private HandlerPool() {}

    static ExecutorService create(String prefix, int threads) {
        var count = new AtomicInteger();
        return create(threads, task -> {
            var thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    static ExecutorService create(int threads, ThreadFactory factory) {
        return new Pool(threads, factory, new Queue());
    }

    private static final class Pool extends ThreadPoolExecutor {
        Pool(int threads, ThreadFactory factory, Queue queue) {
            super(0, threads, IDLE_SECONDS, TimeUnit.SECONDS, queue, factory, (task, pool) -> {
                if (pool.isShutdown()) {
                    throw new RejectedExecutionException("the handler threads have ended");
                }
                queue.put(task);
            });
        }

        @Override
        public void execute(Runnable task) {
            try {
                super.execute(task);
            } catch (OutOfMemoryError e) {
                // The system grants no more threads: those that are there will do, for a lost task strands a socket.
                if (getPoolSize() == 0) {
                    throw new RejectedExecutionException("no handler thread can be started", e);
                }
                getRejectedExecutionHandler().rejectedExecution(task, this);
            }
        }
    }

    /** Tells the pool that it is full unless a thread is waiting, which makes the pool start one. */
    private static final class Queue extends LinkedTransferQueue<Runnable> {
        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }
    }
}
