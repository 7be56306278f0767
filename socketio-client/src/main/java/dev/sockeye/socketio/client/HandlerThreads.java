package dev.sockeye.socketio.client;

import dev.sockeye.socketio.events.HandlerExecutor;
import org.jspecify.annotations.Nullable;

/** Starts the threads that handlers run on when they are first needed, and ends them when nobody needs them. Guarded by this. */
final class HandlerThreads {
    /** Those of all clients that choose no others. */
    static final HandlerThreads SHARED = new HandlerThreads(HandlerExecutor.automatic());

    private final HandlerExecutor executor;
    private HandlerExecutor.@Nullable Running running;
    private int users;

    HandlerThreads(HandlerExecutor executor) {
        this.executor = executor;
    }

    synchronized HandlerExecutor.Running acquire() {
        var threads = running;
        if (threads == null) {
            threads = executor.start();
            running = threads;
        }
        users++;
        return threads;
    }

    void release() {
        HandlerExecutor.Running unneeded;
        synchronized (this) {
            if (--users > 0) {
                return;
            }
            unneeded = running;
            running = null;
        }
        if (unneeded != null) {
            unneeded.stop().run();
        }
    }
}
