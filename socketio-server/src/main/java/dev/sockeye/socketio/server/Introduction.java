package dev.sockeye.socketio.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps clients out of a new namespace until those who want to know of it have been told, and may have given it
 * middlewares. Thread-safe.
 */
final class Introduction {
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();

    /** Tells whether the caller is the one to do it. */
    boolean begin() {
        return begun.compareAndSet(false, true);
    }

    void finish() {
        begun.set(true);
        finished.complete(null);
    }

    boolean done() {
        return finished.isDone();
    }

    /** Runs something when all have been told: at once, or on the thread that told the last one. */
    void whenDone(Runnable task) {
        finished.thenRun(task);
    }
}
