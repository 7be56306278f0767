package dev.sockeye.socketio.events;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Reaches virtual threads, which the JDK has from 21 on, from code that compiles for 17. */
final class VirtualThreads implements Executor {
    private static final @Nullable MethodHandle START = find();

    private volatile boolean stopped;

    static boolean supported() {
        return START != null;
    }

    /** Starts a thread for the task. Not by an executor of the JDK's, whose books of all its threads cost time for each. */
    @Override
    public void execute(Runnable task) {
        if (stopped) {
            throw new RejectedExecutionException("the handler threads have ended");
        }
        if (START == null) {
            throw new IllegalStateException("no virtual threads");
        }
        try {
            START.invokeExact(task);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("virtual threads can't be started", e);
        }
    }

    /** Takes no more tasks; those that run go on. */
    void stop() {
        stopped = true;
    }

    private static @Nullable MethodHandle find() {
        if (Runtime.version().feature() < 21) {
            // Earlier ones have the method as a preview that throws.
            return null;
        }
        try {
            return MethodHandles.publicLookup()
                    .findStatic(Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class))
                    .asType(MethodType.methodType(void.class, Runnable.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
