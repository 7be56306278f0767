package dev.sockeye.socketio.events;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Reaches virtual threads, which the JDK has from 21 on, from code that compiles for 17. */
final class VirtualThreads {
    private static final @Nullable MethodHandle FACTORY = find();

    private VirtualThreads() {}

    static boolean supported() {
        return FACTORY != null;
    }

    static ExecutorService executor() {
        if (FACTORY == null) {
            throw new IllegalStateException("no virtual threads");
        }
        try {
            return (ExecutorService) FACTORY.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("virtual threads can't be started", e);
        }
    }

    private static @Nullable MethodHandle find() {
        if (Runtime.version().feature() < 21) {
            // Earlier ones have the method as a preview that throws.
            return null;
        }
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
