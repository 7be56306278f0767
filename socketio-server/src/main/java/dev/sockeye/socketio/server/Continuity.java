package dev.sockeye.socketio.server;

import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.server.adapter.BroadcastOptions;
import dev.sockeye.socketio.server.adapter.SessionAwareAdapter;
import dev.sockeye.socketio.server.recovery.Recovery;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Is what a socket has that can be recovered: the secret by which its client is recognised, and how far it got. What was
 * emitted before it was connected is guarded by {@code early}; the rest says its own owner.
 */
final class Continuity {
    // What something that waits takes besides its bytes.
    private static final long HELD = 128;

    private final SessionAwareAdapter adapter;
    private final Continuities namespace;
    private final String pid;
    private final Recovery outcome;
    // Done when the handlers of the disconnection have run: those of the client's next socket wait for it.
    private final CompletableFuture<Void> told = new CompletableFuture<>();

    // Written within the adapter's order of events.
    private volatile @Nullable String lastOffset;

    private volatile boolean open;
    private final Deque<Runnable> early = new ArrayDeque<>(0);
    private long earlyBytes;

    // Confined to the lane: how the socket came, until it is connected.
    private @Nullable Return arrival;

    // Written on the lane.
    private volatile boolean lost;

    Continuity(Continuities namespace, String pid, Recovery outcome, Return arrival) {
        this.namespace = namespace;
        this.adapter = namespace.adapter();
        this.pid = pid;
        this.outcome = outcome;
        this.arrival = arrival;
    }

    /** Returns that of a socket which has one. */
    static Continuity of(Socket socket) {
        return Objects.requireNonNull(socket.continuity());
    }

    String pid() {
        return pid;
    }

    Recovery outcome() {
        return outcome;
    }

    CompletableFuture<Void> departure() {
        return told;
    }

    /** Returns how the socket comes, or null once it is connected. On the lane. */
    @Nullable
    Return arrival() {
        return arrival;
    }

    /** Takes note that an event was handed to the socket. */
    void handed(String offset) {
        lastOffset = offset;
    }

    Optional<String> lastOffset() {
        return Optional.ofNullable(lastOffset);
    }

    /** Sends an event in the order of all events of the namespace. Any thread. */
    void transmit(Socket socket, Packet.Event packet, boolean droppable, boolean compress) {
        if (lost) {
            return;
        }
        if (!hold(socket, packet.arguments().encodedSize(), () -> broadcast(socket, packet, droppable, compress))) {
            broadcast(socket, packet, droppable, compress);
        }
    }

    private static void broadcast(Socket socket, Packet.Event packet, boolean droppable, boolean compress) {
        var options = new BroadcastOptions(Set.of(socket.id()), Set.of(), droppable, false, compress, Optional.empty());
        socket.namespace().broadcast(packet, options);
    }

    /** Has something sent behind what was emitted before the connection; tells whether it must wait. Any thread. */
    boolean hold(Socket socket, long bytes, Runnable sending) {
        if (open) {
            return false;
        }
        synchronized (early) {
            if (open) {
                return false;
            }
            if (socket.departure().ended()) {
                // It was refused: nobody will ever send this.
                early.clear();
                return true;
            }
            earlyBytes += bytes + HELD;
            if (earlyBytes <= socket.server().options().engine().maxPendingBytes()) {
                early.add(sending);
                return true;
            }
        }
        socket.connection().backlog().condemn();
        return true;
    }

    /** Sends what was emitted before the connection. On the lane, when the client has been told. */
    void open(Socket socket) {
        arrival = null;
        while (true) {
            Deque<Runnable> waiting;
            synchronized (early) {
                if (early.isEmpty()) {
                    open = true;
                    return;
                }
                waiting = new ArrayDeque<>(early);
                early.clear();
                earlyBytes = 0;
            }
            for (var sending : waiting) {
                try {
                    sending.run();
                } catch (RuntimeException e) {
                    socket.server().error(ServerError.Kind.ADAPTER, e, socket, null);
                }
            }
        }
    }

    /** Takes note that the socket is about to leave its rooms. On the lane. */
    void leaving(Socket socket) {
        try {
            adapter.leaving(socket);
        } catch (RuntimeException e) {
            socket.server().error(ServerError.Kind.ADAPTER, e, socket, null);
        }
    }

    /** Takes note that the socket has ended and is out of its rooms; keeps it if it may come back. On the lane. */
    void exit(Socket socket, Set<String> rooms, boolean recoverable) {
        lost = !recoverable;
        if (recoverable) {
            namespace.leaving(socket.id(), told);
        }
        var session = new SessionAwareAdapter.Session(rooms, socket.data());
        try {
            adapter.exit(socket, recoverable ? Optional.of(session) : Optional.empty());
        } catch (RuntimeException e) {
            socket.server().error(ServerError.Kind.ADAPTER, e, socket, null);
        }
    }

    /** Gives up a socket that was never connected. On the lane. */
    void abandon() {
        if (arrival != null) {
            arrival.abandon();
            arrival = null;
        }
    }

    /** Takes note that the handlers of the disconnection have run. */
    void told() {
        told.complete(null);
    }
}
