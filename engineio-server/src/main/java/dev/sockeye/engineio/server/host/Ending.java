package dev.sockeye.engineio.server.host;

import java.util.concurrent.CompletableFuture;

/** Tells of the end of a server or of a host; for Sockeye's own modules. Stateless. */
public final class Ending {
    private Ending() {}

    /**
     * Completes a future on a thread of its own, if that is yet to be done: whoever depends on it may block, which event loops
     * must not, and all threads of the common pool may be waiting for this very end. Any thread.
     */
    public static void complete(CompletableFuture<Void> end) {
        if (!end.isDone()) {
            end.completeAsync(() -> null, task -> new Thread(task, "sockeye-end").start());
        }
    }
}
