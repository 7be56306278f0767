package dev.sockeye.socketio.server.adapter;

import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.server.recovery.RecoveryOptions;
import dev.sockeye.socketio.server.recovery.RecoveryUsage;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps rooms in memory like {@link InMemoryAdapter}, and there too the newest events and the sessions of clients that are
 * away. Thread-safe.
 *
 * <p>One lock puts all events of the namespace in an order: within it an event gets its number, its receivers and its place
 * in what is sent to each. Whoever comes back reads the log and becomes a receiver within it, so that each event either is
 * in what it missed or is delivered to it.
 */
public final class InMemorySessionAdapter extends ForwardingAdapter implements SessionAwareAdapter {
    private final RecoverableNamespace namespace;
    private final InMemoryAdapter rooms;

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock.
    private final EventLog log;
    private final SessionTable sessions;

    /** Makes the adapter of a namespace. */
    public InMemorySessionAdapter(RecoverableNamespace namespace, RecoveryOptions options) {
        this(namespace, options, new InMemoryAdapter(namespace));
    }

    private InMemorySessionAdapter(RecoverableNamespace namespace, RecoveryOptions options, InMemoryAdapter rooms) {
        super(rooms);
        this.namespace = namespace;
        this.rooms = rooms;
        log = new EventLog(options);
        sessions = new SessionTable(namespace, options, log, this::sweep);
    }

    /** Returns what makes these adapters. */
    public static SessionAwareAdapter.Factory factory() {
        return new SessionAwareAdapter.Factory() {
            @Override
            public SessionAwareAdapter create(RecoverableNamespace namespace, RecoveryOptions options) {
                return new InMemorySessionAdapter(namespace, options);
            }

            @Override
            public Adapter create(LocalNamespace namespace) {
                return new InMemoryAdapter(namespace);
            }
        };
    }

    /** Returns how many rooms there are, sockets' own ones not counted. */
    public int roomCount() {
        return rooms.roomCount();
    }

    @Override
    public CompletionStage<Void> broadcast(Packet.Event packet, BroadcastOptions options) {
        Delivery delivery;
        lock.lock();
        try {
            delivery = begin(packet, options);
            rooms.select(options, delivery::to);
            delivery.queue();
        } finally {
            lock.unlock();
        }
        delivery.send();
        return DONE;
    }

    @Override
    public CompletionStage<Void> broadcastWithAck(
            Packet.Event packet, BroadcastOptions options, AckCollector collector) {
        Delivery delivery;
        lock.lock();
        try {
            delivery = sessions.isEmpty()
                    ? namespace.deliver(packet, options, collector)
                    : namespace.deliver(packet, log.latest(), options, collector);
            rooms.select(options, delivery::to);
            delivery.queue();
        } finally {
            lock.unlock();
        }
        delivery.send();
        return DONE;
    }

    private Delivery begin(Packet.Event packet, BroadcastOptions options) {
        if (sessions.isEmpty()) {
            return namespace.deliver(packet, options.droppable(), options.compress());
        }
        if (options.droppable()) {
            return namespace.deliver(packet, log.latest(), true, options.compress());
        }
        var numbered = namespace.number(packet, log.next(), options.compress());
        log.add(numbered, options, namespace.nanoTime());
        sessions.arm();
        return namespace.deliver(packet, numbered);
    }

    @Override
    public void enter(Member member, String pid, Collection<String> names) {
        lock.lock();
        try {
            namespace.admit(member);
            sessions.enter(member, pid);
            enterRooms(member, names);
        } finally {
            lock.unlock();
        }
        rooms.tellListeners();
    }

    private void enterRooms(Member member, Collection<String> names) {
        rooms.enter(member, List.of(member.id()));
        rooms.enter(member, names);
    }

    @Override
    public void leaving(Member member) {
        lock.lock();
        try {
            sessions.leaving(member);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void exit(Member member, Optional<Session> session) {
        SessionTable.Answer answer;
        lock.lock();
        try {
            answer = sessions.exit(member, session);
        } finally {
            lock.unlock();
        }
        answer.give();
    }

    @Override
    public CompletionStage<Claim> claim(Recall recall) {
        var answer = new CompletableFuture<Claim>();
        SessionTable.Answer now;
        Optional<Member> ghost;
        lock.lock();
        try {
            ghost = sessions.connected(recall.pid());
            now = ghost.isPresent() ? sessions.await(recall, answer) : sessions.claim(recall, answer);
        } finally {
            lock.unlock();
        }
        now.give();
        ghost.ifPresent(namespace::supersede);
        return answer;
    }

    @Override
    public CompletionStage<Resumption> resume(
            Claim.Granted claim, Member member, Collection<String> names, long maxBytes) {
        Resumption resumption;
        lock.lock();
        try {
            resumption = sessions.resume(claim, member, maxBytes);
            if (resumption instanceof Resumption.Missed) {
                namespace.admit(member);
                enterRooms(member, names);
            }
        } finally {
            lock.unlock();
        }
        rooms.tellListeners();
        return CompletableFuture.completedStage(resumption);
    }

    @Override
    public void release(Claim.Granted claim) {
        lock.lock();
        try {
            sessions.release(claim);
        } finally {
            lock.unlock();
        }
    }

    private void sweep() {
        lock.lock();
        try {
            sessions.sweep();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public RecoveryUsage usage() {
        lock.lock();
        try {
            return sessions.usage();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CompletionStage<Void> close() {
        lock.lock();
        try {
            sessions.close();
        } finally {
            lock.unlock();
        }
        return rooms.close();
    }
}
