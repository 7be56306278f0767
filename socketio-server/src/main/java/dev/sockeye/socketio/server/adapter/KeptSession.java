package dev.sockeye.socketio.server.adapter;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Is a socket that can be recovered: connected, away, or claimed by its client that is back. Guarded by the lock of the
 * adapter that keeps it.
 */
final class KeptSession {
    final String pid;
    final String id;

    // While connected, and the one who waits for its end.
    @Nullable
    Member member;

    @Nullable
    Waiting waiting;

    // The last event that it was handed as missed, before all that were delivered.
    private long replayed;

    // The client has seen, or was never meant to see, what was numbered up to here.
    long since;

    // While away.
    Set<String> rooms = Set.of();
    Map<String, Object> data = Map.of();
    long deadline;
    // Nothing behind the first of these was handed to the socket, up to the second, where it began to leave.
    long lastHanded;
    long ended;

    // While claimed.
    long ticket;
    long from;

    /** Is a claim that comes before the end of the member that it is about. */
    record Waiting(SessionAwareAdapter.Recall recall, CompletableFuture<SessionAwareAdapter.Claim> claim) {}

    KeptSession(String pid, String id, Member member, long since) {
        this.pid = pid;
        this.id = id;
        this.member = member;
        this.since = since;
    }

    void leave(SessionAwareAdapter.Session session, long handed, long until) {
        member = null;
        rooms = new HashSet<>(session.rooms());
        rooms.add(id);
        data = session.data();
        lastHanded = Math.max(handed, replayed);
        deadline = until;
    }

    void comeBack(Member next, long lastMissed) {
        member = next;
        replayed = lastMissed;
        since = Math.max(since, from);
        rooms = Set.of();
        data = Map.of();
        ticket = 0;
    }

    /** Returns behind which number to look for what was missed by somebody who has seen a number. */
    long missedSince(long seen) {
        var known = Math.max(seen, since);
        // Whoever has seen all that it was handed missed nothing before its end, whatever is gone from the log.
        return known >= lastHanded ? Math.max(known, ended) : known;
    }
}
