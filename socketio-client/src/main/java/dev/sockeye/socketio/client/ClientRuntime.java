package dev.sockeye.socketio.client;

import dev.sockeye.engineio.client.Lane;
import dev.sockeye.socketio.events.HandlerExecutor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Is what the managers of a client run on: a lane and handler threads, which a manager has while it has something to do.
 * Guarded by this.
 */
final class ClientRuntime {
    private final Engines engines;
    private final HandlerThreads handlers;
    // Those that have something to do, and how many leases they have: a second one may be taken before the first is
    // back.
    private final Map<Manager, Integer> busy = new HashMap<>();

    // All that are reachable, with the names of those that may be found.
    private final Map<Manager, Optional<String>> known = new WeakHashMap<>();
    private final ManagerCache cache = new ManagerCache();

    private boolean closed;
    private @Nullable CompletableFuture<Void> resting;

    ClientRuntime(Engines engines, HandlerThreads handlers) {
        this.engines = engines;
        this.handlers = handlers;
    }

    /** Is what a manager has while it has something to do. */
    record Lease(Engines.Lease engines, HandlerExecutor.Running handlers) {
        Lane lane() {
            return engines.lane();
        }
    }

    Engines engines() {
        return engines;
    }

    ManagerCache cache() {
        return cache;
    }

    /**
     * Takes note of a manager.
     *
     * @param key by which it is found, if it is to be shared
     */
    synchronized void made(Manager manager, Optional<String> key) {
        known.put(manager, key);
        key.ifPresent(name -> cache.put(name, manager));
    }

    private Optional<String> key(Manager manager) {
        return known.getOrDefault(manager, Optional.empty());
    }

    /**
     * Gives a manager what it runs on.
     *
     * @throws IllegalStateException if the client is closed
     */
    Lease acquire(Manager manager) {
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("client: closed (expected: open)");
            }
            busy.merge(manager, 1, Integer::sum);
            key(manager).ifPresent(name -> cache.restore(name, manager));
        }
        Engines.Lease lane;
        try {
            lane = engines.lease();
        } catch (RuntimeException e) {
            gone(manager);
            throw e;
        }
        return new Lease(lane, handlers.acquire());
    }

    /** Takes back what a manager ran on. */
    void release(Manager manager, Lease lease) {
        lease.engines().end();
        handlers.release();
        gone(manager);
    }

    private void gone(Manager manager) {
        CompletableFuture<Void> rest = null;
        synchronized (this) {
            if (busy.merge(manager, -1, Integer::sum) > 0) {
                return;
            }
            busy.remove(manager);
            key(manager).ifPresent(name -> cache.forget(name, manager));
            if (busy.isEmpty()) {
                rest = resting;
                resting = null;
            }
        }
        if (rest != null) {
            rest.complete(null);
        }
    }

    /** Tells whether a manager has something to do. */
    synchronized boolean serves(Manager manager) {
        return busy.containsKey(manager);
    }

    synchronized boolean closed() {
        return closed;
    }

    /**
     * Ends what all managers do.
     *
     * @param forEver whether to refuse them from then on
     * @return is done when none has anything to do
     */
    CompletableFuture<Void> shutDown(boolean forEver) {
        List<Manager> all;
        synchronized (this) {
            all = new ArrayList<>(known.keySet());
        }
        for (var manager : all) {
            if (serves(manager) || manager.waiting()) {
                manager.shutDown();
            }
        }
        synchronized (this) {
            closed |= forEver;
            all = new ArrayList<>(busy.keySet());
        }
        // Those that began meanwhile.
        all.forEach(Manager::shutDown);
        return rest();
    }

    /** Returns what is done when no manager has anything to do. */
    private synchronized CompletableFuture<Void> rest() {
        if (busy.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        if (resting == null) {
            resting = new CompletableFuture<>();
        }
        return resting;
    }
}
