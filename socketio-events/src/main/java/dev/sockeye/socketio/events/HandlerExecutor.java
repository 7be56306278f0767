package dev.sockeye.socketio.events;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Says on which threads the application's handlers run. Immutable; each server starts threads of its own and ends them,
 * but for an executor that the application passes in.
 */
public final class HandlerExecutor {
    private static final int DEFAULT_THREADS = 512;

    private final Supplier<Running> start;

    private HandlerExecutor(Supplier<Running> start) {
        this.start = start;
    }

    /**
     * Runs handlers on virtual threads where the running JDK has them (21 and newer), else on a pool of 512 threads. A
     * server has handlers that return at once run on up to as many daemon threads as there are processors, which stay until
     * it is closed and are woken faster than those. A handler that blocks one of these holds up others for a few
     * milliseconds at most, until it is noticed and they are handed to the rest.
     */
    public static HandlerExecutor automatic() {
        var others = virtualSupported() ? virtual() : pool(DEFAULT_THREADS);
        return new HandlerExecutor(() -> withStandingWorkers(others.start()));
    }

    /**
     * Runs handlers on virtual threads and no others, so that any number of them may block.
     *
     * @throws IllegalStateException if the running JDK has none
     */
    public static HandlerExecutor virtual() {
        if (!virtualSupported()) {
            throw new IllegalStateException("virtual threads: not there (expected: JDK 21 or newer)");
        }
        return new HandlerExecutor(() -> {
            var threads = new VirtualThreads();
            return new Running(threads, threads, threads, threads::stop, Owner.SOCKEYE);
        });
    }

    /**
     * Runs handlers on at most so many daemon threads, which are started as they are needed. While all of them block,
     * handlers of other sockets wait.
     */
    public static HandlerExecutor pool(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads + " (expected: > 0)");
        }
        return new HandlerExecutor(() -> {
            var handlers = HandlerPool.create("sockeye-handler-", threads);
            // Apart from the handlers, so that all of these may wait for acknowledgements.
            var completions = HandlerPool.create("sockeye-ack-", threads);
            return new Running(
                    handlers,
                    handlers,
                    completions,
                    () -> {
                        handlers.shutdown();
                        completions.shutdown();
                    },
                    Owner.SOCKEYE);
        });
    }

    /** Runs handlers on the I/O threads: fastest, and for handlers only that never block and never compute for long. */
    public static HandlerExecutor io() {
        return new HandlerExecutor(
                () -> new Running(Runnable::run, Runnable::run, Runnable::run, () -> {}, Owner.LANE));
    }

    /**
     * Runs handlers on an executor of the application's, which is never ended here. Acknowledgements are completed on
     * other threads, Sockeye's own: all of the executor's may be waiting for them.
     */
    public static HandlerExecutor of(Executor executor) {
        Objects.requireNonNull(executor, "executor");
        return new HandlerExecutor(() -> {
            var own = automatic().start();
            return new Running(executor, executor, own.completions(), own.stop(), Owner.APPLICATION);
        });
    }

    /** Tells whether the running JDK has virtual threads. */
    public static boolean virtualSupported() {
        return VirtualThreads.supported();
    }

    /** Starts what the handlers run on; whoever calls this must stop it. For Sockeye's own modules. */
    public Running start() {
        return start.get();
    }

    /** Tells whose threads run handlers. */
    public enum Owner {
        /** The lane runs them itself. */
        LANE,
        /** Threads that do nothing else: one may go from socket to socket. */
        SOCKEYE,
        /** Threads of an executor of the application's: each socket's queue is a task of its own. */
        APPLICATION
    }

    /**
     * Is what a server runs handlers on.
     *
     * @param handlers runs the queues of the sockets, each as a task of its own
     * @param workers runs what goes from queue to queue, where the threads are Sockeye's
     * @param completions completes acknowledgements, for which handlers may be waiting
     * @param stop ends the threads, if they are Sockeye's
     * @param owner whose threads run the handlers
     */
    public record Running(Executor handlers, Executor workers, Executor completions, Runnable stop, Owner owner) {}

    private static Running withStandingWorkers(Running others) {
        var standing = new StandingThreads(
                Runtime.getRuntime().availableProcessors(),
                StandingThreads.daemons("sockeye-worker-"),
                others.handlers());
        return new Running(
                others.handlers(),
                standing,
                others.completions(),
                () -> {
                    standing.stop();
                    others.stop().run();
                },
                others.owner());
    }
}
