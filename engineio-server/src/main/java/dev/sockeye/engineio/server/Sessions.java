package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Ending;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.Lane;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Knows all sessions by their ids, and what those of one lane share. Thread-safe. */
final class Sessions {
    private static final int FEW_SHARES = 16;

    private final EngineOptions options;
    private final OpenPackets openPackets;
    private final Map<String, EngineSession> byId = new ConcurrentHashMap<>();
    private final Map<Lane, LaneShare> shares = new ConcurrentHashMap<>();
    private volatile int sweepAt = FEW_SHARES;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile boolean closing;
    private volatile @Nullable Duration retryAfter;

    Sessions(EngineOptions options) {
        this.options = options;
        openPackets = new OpenPackets(options);
    }

    OpenPackets openPackets() {
        return openPackets;
    }

    Optional<EngineSession> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    int size() {
        return byId.size();
    }

    Collection<EngineSession> all() {
        return byId.values();
    }

    /** Tells whether no new sessions are wanted. */
    boolean refusing() {
        return closing || retryAfter != null;
    }

    /** Wants no new sessions from now on, and says when to come again. */
    void refuse(Duration again) {
        retryAfter = again;
    }

    /** Returns the header that says when to come again, if that is known. */
    Headers comeAgain() {
        var again = retryAfter;
        return again == null
                ? Headers.empty()
                : Headers.builder()
                        .add("Retry-After", Long.toString(Math.max(1, again.toSeconds())))
                        .build();
    }

    /** Returns what the sessions of a lane share. On that lane. */
    LaneShare share(Lane lane) {
        var share = shares.get(lane);
        if (share == null) {
            sweep();
            share = new LaneShare(lane, options);
            shares.put(lane, share);
        }
        return share;
    }

    /**
     * Forgets what nobody shares any longer, whenever that may be half of all: lanes of few hosts stay the same for good,
     * others end with a host, or with a session. A session that is about to use what is forgotten here keeps it alone.
     */
    private void sweep() {
        if (shares.size() >= sweepAt) {
            shares.values().removeIf(LaneShare::unused);
            sweepAt = Math.max(FEW_SHARES, 2 * shares.size());
        }
    }

    /** Registers a session, unless its id is taken or no new ones are wanted. On its lane. */
    boolean add(EngineSession session) {
        if (refusing() || byId.putIfAbsent(session.id(), session) != null) {
            return false;
        }
        session.share().count(1);
        if (closing) {
            // Came between the question and the answer: whoever closes may have missed it.
            remove(session);
            return false;
        }
        return true;
    }

    /** Forgets a session. On its lane. */
    void remove(EngineSession session) {
        if (!byId.remove(session.id(), session)) {
            return;
        }
        session.share().count(-1);
        if (closing && byId.isEmpty()) {
            Ending.complete(closed);
        }
    }

    /** Ends all sessions; done when there is none any more. */
    CompletableFuture<Void> close() {
        closing = true;
        byId.values().forEach(session -> session.execute(session::shutDown));
        if (byId.isEmpty()) {
            Ending.complete(closed);
        }
        return closed.copy();
    }
}
