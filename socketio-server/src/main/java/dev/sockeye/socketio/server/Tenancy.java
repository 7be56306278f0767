package dev.sockeye.socketio.server;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts who is in a namespace that goes when it is empty: its sockets until their last handler has run, those in
 * middlewares, and clients about to get there. Thread-safe.
 */
final class Tenancy {
    private static final int ENDED = -1;

    private final AtomicInteger tenants = new AtomicInteger();

    /** Counts one more; tells whether that came in time. */
    boolean enter() {
        for (var now = tenants.get(); now != ENDED; now = tenants.get()) {
            if (tenants.compareAndSet(now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Counts one less; tells whether nobody is left. */
    boolean leave() {
        return tenants.decrementAndGet() == 0;
    }

    /** Ends it, if nobody is in; from then on nobody gets in. */
    boolean end() {
        return tenants.compareAndSet(0, ENDED);
    }

    boolean ended() {
        return tenants.get() == ENDED;
    }
}
