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
    private final EngineOptions options;
    private final OpenPackets openPackets;
    private final Map<String, EngineSession> byId = new ConcurrentHashMap<>();
    private final Map<Lane, LaneShare> shares = new ConcurrentHashMap<>();
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
            // On the lanes of a host that has closed, the last turn of the timers never came.
            shares.values().removeIf(LaneShare::unused);
            share = new LaneShare(lane, options, this::forgetIdle);
            shares.put(lane, share);
        }
        return share;
    }

    /** Registers a session, unless its id is taken or no new ones are wanted. On its lane. */
    boolean add(EngineSession session) {
        if (refusing() || byId.putIfAbsent(session.id(), session) != null) {
            forgetIdle(session.share());
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
        var share = session.share();
        share.count(-1);
        // Else the last turn of its timers asks: of those that come and go, one after the other, none has to.
        if (!share.wheel().turning()) {
            forgetIdle(share);
        }
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

    private void forgetIdle(LaneShare share) {
        if (share.unused()) {
            shares.remove(share.lane(), share);
        }
    }
}
