package dev.sockeye.engineio.client;

import dev.sockeye.engineio.netty.EventLoops;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Opens connections, and holds what they share: event loops, and the memory of which servers they could reach by WebSocket.
 * Thread-safe; no method blocks but {@link #close}.
 */
public final class EngineClient implements AutoCloseable {
    private static final EngineClient SHARED =
            new EngineClient(new ClientLoops(() -> EventLoops.start("sockeye-client", 0, true), true), true);

    private final ClientLoops loops;
    private final boolean shared;
    private final Set<EngineConnection> connections = ConcurrentHashMap.newKeySet();
    private final RememberedUpgrades upgrades = new RememberedUpgrades();
    private volatile boolean closing;

    private EngineClient(ClientLoops loops, boolean shared) {
        this.loops = loops;
        this.shared = shared;
    }

    /**
     * Returns the client of the process. Its event loops, one for each processor, are daemon threads; they are started when
     * they are first needed, and ended when the last connection and the last lease are gone. Closing it does nothing.
     */
    public static EngineClient shared() {
        return SHARED;
    }

    /** Makes a client on event loops of the application, which may serve others too and are never ended here. */
    public static EngineClient of(EventLoops loops) {
        var borrowed = EventLoops.of(loops.group());
        var client = new EngineClient(new ClientLoops(() -> borrowed, false), false);
        // The loops may outlive many clients.
        var reference = new WeakReference<>(client);
        loops.group().terminationFuture().addListener(ended -> {
            var left = reference.get();
            if (left != null) {
                left.connections.forEach(EngineConnection::orphaned);
            }
        });
        return client;
    }

    /**
     * Makes a client with event loops of its own, started when they are first needed and ended by {@link #close}.
     *
     * @param daemon whether the threads let the process end
     * @param threads how many; 0 for one per processor
     * @throws IllegalArgumentException if the number is negative
     */
    public static EngineClient start(boolean daemon, int threads) {
        Checks.that(threads >= 0, "threads", threads, ">= 0");
        return new EngineClient(
                new ClientLoops(() -> EventLoops.start("sockeye-client", threads, daemon), false), false);
    }

    /**
     * Begins to connect, on the next event loop. Returns at once; the listener is told of everything, failure included.
     *
     * @param uri {@code http}, {@code https}, {@code ws} or {@code wss}, host and port; its query is sent with each request,
     *     its path means nothing here
     * @throws IllegalArgumentException if the URI has another scheme or no host
     * @throws IllegalStateException if the client is closed
     */
    public Engine open(URI uri, EngineClientOptions options, EngineListener listener) {
        Objects.requireNonNull(listener, "listener");
        var target = Target.of(uri, options);
        return open(loops.acquire(), target, options, listener);
    }

    /**
     * Begins to connect on a lane of this client, so that whoever belongs to that lane shares it with the connection. See
     * {@link #open(URI, EngineClientOptions, EngineListener)}.
     *
     * @param lane from {@link #lane()} or {@link Lease#lane()}, whose event loop is kept alive by a lease
     * @throws IllegalArgumentException if the lane is not one of this client, or the URI has another scheme or no host
     */
    public Engine open(Lane lane, URI uri, EngineClientOptions options, EngineListener listener) {
        if (!(lane instanceof LoopLane loopLane) || !loopLane.belongsTo(loops)) {
            throw Checks.wrong("lane", lane, "one of this client");
        }
        Objects.requireNonNull(listener, "listener");
        var target = Target.of(uri, options);
        loops.acquire();
        return open(loopLane, target, options, listener);
    }

    /**
     * Returns the next event loop. It may end after a moment unless a connection or a {@link #lease} keeps it; then it
     * refuses tasks with {@link java.util.concurrent.RejectedExecutionException}.
     */
    public Lane lane() {
        return loops.touch();
    }

    /** Keeps the event loops alive while nobody is connected, for timers for example. */
    public Lease lease() {
        return new Lease(loops, loops.acquire());
    }

    /**
     * Closes all connections, and ends the event loops where they are this client's own. Waits for that, unless on an event
     * loop. Does nothing to the shared client.
     */
    @Override
    public void close() {
        var done = closeAsync();
        if (!(Thread.currentThread() instanceof FastThreadLocalThread)) {
            done.join();
        }
    }

    /** Does what {@link #close} does without waiting; done when no connection and no thread of this client is left. */
    public CompletableFuture<Void> closeAsync() {
        if (shared) {
            return CompletableFuture.completedFuture(null);
        }
        closing = true;
        var closed = loops.close();
        connections.forEach(EngineConnection::close);
        return closed;
    }

    private Engine open(LoopLane lane, Target target, EngineClientOptions options, EngineListener listener) {
        var connection = new EngineConnection(this, lane, target, options, listener);
        connections.add(connection);
        try {
            lane.execute(connection::start);
        } catch (RejectedExecutionException e) {
            connections.remove(connection);
            loops.release();
            throw new IllegalStateException("lane: its event loop has ended (expected: kept by a lease)", e);
        }
        if (closing) {
            connection.close();
        }
        return connection;
    }

    ClientLoops loops() {
        return loops;
    }

    RememberedUpgrades upgrades() {
        return upgrades;
    }

    /** Is told when a connection has ended and told its listener. */
    void ended(EngineConnection connection) {
        connections.remove(connection);
        loops.release();
    }

    /** Keeps the event loops of a client alive until it is closed. Thread-safe. */
    public static final class Lease implements AutoCloseable {
        private final ClientLoops loops;
        private final LoopLane lane;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Lease(ClientLoops loops, LoopLane lane) {
            this.loops = loops;
            this.lane = lane;
        }

        /** Returns an event loop, always the same one. */
        public Lane lane() {
            return lane;
        }

        /** Ends the lease. Callable repeatedly; returns at once. */
        @Override
        public void close() {
            if (ended.compareAndSet(false, true)) {
                loops.release();
            }
        }
    }
}
