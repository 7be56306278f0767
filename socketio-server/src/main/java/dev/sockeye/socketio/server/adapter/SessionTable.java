package dev.sockeye.socketio.server.adapter;

import dev.sockeye.socketio.server.adapter.SessionAwareAdapter.Claim;
import dev.sockeye.socketio.server.adapter.SessionAwareAdapter.Recall;
import dev.sockeye.socketio.server.adapter.SessionAwareAdapter.Resumption;
import dev.sockeye.socketio.server.adapter.SessionAwareAdapter.Session;
import dev.sockeye.socketio.server.recovery.Recovery;
import dev.sockeye.socketio.server.recovery.RecoveryOptions;
import dev.sockeye.socketio.server.recovery.RecoveryUsage;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the sockets of a namespace that can be recovered, by their private ids, and says what each missed. Guarded by its
 * owner's lock; what it owes to others it returns, to be given outside.
 */
final class SessionTable {
    private static final long SHORTEST_SLEEP = Duration.ofMillis(10).toNanos();
    private static final long LONGEST_SLEEP = Duration.ofSeconds(1).toNanos();

    private final RecoverableNamespace namespace;
    private final RecoveryOptions options;
    private final EventLog log;
    private final Runnable sweep;

    private final Map<String, KeptSession> byPid = new HashMap<>();
    private final Map<Member, KeptSession> connected = new HashMap<>();
    // In the order in which they ended.
    private final Map<String, KeptSession> away = new LinkedHashMap<>();
    private final Map<Long, KeptSession> claimed = new HashMap<>();
    // Why the last ones are gone, for whoever wants to know.
    private final Map<String, Recovery> gone;

    private RecoverableNamespace.@Nullable Cancellable timer;
    // By the namespace's time.
    private long wakes;
    private boolean closed;
    private long tickets;
    private long roomsAway;
    private long recovered;
    private long refused;
    private long evicted;

    SessionTable(RecoverableNamespace namespace, RecoveryOptions options, EventLog log, Runnable sweep) {
        this.namespace = namespace;
        this.options = options;
        this.log = log;
        this.sweep = sweep;
        gone = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Recovery> eldest) {
                return size() > options.maxSessions();
            }
        };
    }

    /** Is what somebody is to be told outside the lock. */
    record Answer(
            @Nullable CompletableFuture<Claim> to, @Nullable Claim claim) {
        static final Answer NONE = new Answer(null, null);

        void give() {
            if (to != null && claim != null) {
                to.complete(claim);
            }
        }
    }

    /** Tells whether nobody could ever ask for an event sent now. */
    boolean isEmpty() {
        return byPid.isEmpty();
    }

    void enter(Member member, String pid) {
        var session = new KeptSession(pid, member.id(), member, log.newest());
        byPid.put(pid, session);
        connected.put(member, session);
    }

    void leaving(Member member) {
        var session = connected.get(member);
        if (session != null) {
            session.ended = log.newest();
        }
    }

    Answer exit(Member member, Optional<Session> kept) {
        var session = connected.remove(member);
        if (session == null) {
            return Answer.NONE;
        }
        var waiting = session.waiting;
        session.waiting = null;
        if (kept.isEmpty() || closed) {
            forget(session, Recovery.ENDED);
            return waiting == null ? Answer.NONE : new Answer(waiting.claim(), refuse(Recovery.ENDED));
        }
        // Only now, under the lock: nobody is about to hand it another one.
        var handed = namespace.lastOffset(member).map(log::number).orElse(0L);
        session.leave(kept.get(), handed, namespace.nanoTime() + duration());
        putAway(session);
        if (waiting != null) {
            return claim(waiting.recall(), waiting.claim());
        }
        makeRoom();
        arm();
        return Answer.NONE;
    }

    private long duration() {
        return options.maxDisconnectionDuration().toNanos();
    }

    private void putAway(KeptSession session) {
        away.put(session.pid, session);
        roomsAway += session.rooms.size();
    }

    private void takeBack(KeptSession session) {
        if (away.remove(session.pid) != null) {
            roomsAway -= session.rooms.size();
        }
    }

    private void makeRoom() {
        while (away.size() > options.maxSessions() || roomsAway > options.maxSessionRooms()) {
            evicted++;
            forget(away.values().iterator().next(), Recovery.EVICTED);
        }
    }

    private void forget(KeptSession session, Recovery why) {
        takeBack(session);
        claimed.remove(session.ticket);
        byPid.remove(session.pid);
        gone.put(session.pid, why);
        if (byPid.isEmpty()) {
            log.clear();
        }
    }

    /** Returns the member that a private id belongs to, if its end was not noticed yet. */
    Optional<Member> connected(String pid) {
        var session = byPid.get(pid);
        return session == null ? Optional.empty() : Optional.ofNullable(session.member);
    }

    /** Lets a claim wait for the end of the member that it is about; the one that waited before is refused. */
    Answer await(Recall recall, CompletableFuture<Claim> answer) {
        var session = byPid.get(recall.pid());
        if (session == null) {
            return new Answer(answer, refuse(Recovery.UNKNOWN_SESSION));
        }
        var before = session.waiting;
        session.waiting = new KeptSession.Waiting(recall, answer);
        return before == null ? Answer.NONE : new Answer(before.claim(), refuse(Recovery.TAKEN_OVER));
    }

    Answer claim(Recall recall, CompletableFuture<Claim> answer) {
        return new Answer(answer, claim(recall));
    }

    private Claim claim(Recall recall) {
        var session = byPid.get(recall.pid());
        if (session == null) {
            return refuse(gone.getOrDefault(recall.pid(), Recovery.UNKNOWN_SESSION));
        }
        if (namespace.nanoTime() - session.deadline >= 0) {
            forget(session, Recovery.EXPIRED);
            return refuse(Recovery.EXPIRED);
        }
        var seen = recall.offset().map(log::number).orElse(EventLog.FOREIGN);
        // Of an earlier server, or of a session before this one: clients hold on to it until the next event.
        session.from = seen == EventLog.FOREIGN ? session.since : seen;
        if (seen == EventLog.WRONG || !log.reaches(session.missedSince(session.from))) {
            var reason = seen == EventLog.WRONG ? Recovery.OFFSET_UNKNOWN : Recovery.LOG_OVERRUN;
            forget(session, reason);
            return refuse(reason);
        }
        // Who claimed it before is a connection that its client has given up.
        claimed.remove(session.ticket);
        takeBack(session);
        session.ticket = ++tickets;
        claimed.put(session.ticket, session);
        return new Claim.Granted(session.id, session.pid, session.rooms, session.data, session.ticket);
    }

    private Claim refuse(Recovery reason) {
        refused++;
        return new Claim.Refused(reason);
    }

    Resumption resume(Claim.Granted claim, Member member, long maxBytes) {
        var session = claimed.get(claim.ticket());
        if (session == null) {
            // Another connection has claimed it meanwhile.
            refused++;
            return new Resumption.Refused(Recovery.TAKEN_OVER);
        }
        var since = session.missedSince(session.from);
        if (!log.reaches(since)) {
            return refuse(session, Recovery.LOG_OVERRUN);
        }
        var missed = log.since(since, session.rooms);
        var bytes = 0L;
        for (var event : missed) {
            bytes += event.size();
        }
        if (bytes > maxBytes) {
            return refuse(session, Recovery.TOO_MUCH_MISSED);
        }
        claimed.remove(session.ticket);
        session.comeBack(
                member,
                missed.isEmpty() ? 0 : log.number(missed.get(missed.size() - 1).offset()));
        connected.put(member, session);
        recovered++;
        return new Resumption.Missed(missed);
    }

    private Resumption refuse(KeptSession session, Recovery reason) {
        refused++;
        forget(session, reason);
        return new Resumption.Refused(reason);
    }

    void release(Claim.Granted claim) {
        var session = claimed.remove(claim.ticket());
        if (session != null) {
            session.ticket = 0;
            putAway(session);
            makeRoom();
            arm();
        }
    }

    /** Forgets what is too old. */
    void sweep() {
        timer = null;
        var now = namespace.nanoTime();
        log.sweep(now);
        while (!away.isEmpty()) {
            var oldest = away.values().iterator().next();
            if (now - oldest.deadline < 0) {
                break;
            }
            forget(oldest, Recovery.EXPIRED);
        }
        arm();
    }

    /** Sees that there will be a sweep, if there is something to sweep. */
    void arm() {
        if (closed || (away.isEmpty() && log.size() == 0)) {
            return;
        }
        var now = namespace.nanoTime();
        var due = Long.MAX_VALUE;
        if (!away.isEmpty()) {
            due = Math.max(0, away.values().iterator().next().deadline - now);
        }
        if (log.size() > 0) {
            due = Math.min(due, Math.max(0, log.due() - now));
        }
        var shortest = Math.max(SHORTEST_SLEEP, Math.min(LONGEST_SLEEP, duration() / 8));
        var wait = Math.max(shortest, due);
        if (timer != null) {
            if (wakes - now <= wait) {
                return;
            }
            // An event is kept for longer than a session that ended behind it.
            timer.cancel();
        }
        wakes = now + wait;
        timer = namespace.schedule(sweep, Duration.ofNanos(wait));
    }

    void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        away.clear();
        byPid.clear();
        log.clear();
    }

    RecoveryUsage usage() {
        return new RecoveryUsage(away.size(), roomsAway, log.size(), log.bytes(), recovered, refused, evicted);
    }
}
