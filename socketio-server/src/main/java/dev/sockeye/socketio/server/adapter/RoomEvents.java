package dev.sockeye.socketio.server.adapter;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Tells listeners of rooms. Thread-safe: noted under the lock of the room concerned, so that the order is that of what
 * happened, and told outside of it. Where nobody listens nothing is noted.
 */
final class RoomEvents {
    private final LocalNamespace namespace;
    private final List<RoomListener> listeners = new CopyOnWriteArrayList<>();
    private final Queue<Consumer<RoomListener>> noted = new ConcurrentLinkedQueue<>();
    private final Allowance allowance;

    // Whether the namespace has been asked to run this.
    private final AtomicBoolean due = new AtomicBoolean();

    // Whose own room listeners know of.
    private final Set<Member> known = ConcurrentHashMap.newKeySet();

    RoomEvents(LocalNamespace namespace) {
        this.namespace = namespace;
        this.allowance = new Allowance("events of rooms", namespace.queuedEvents(), namespace::failed);
    }

    void add(RoomListener listener) {
        listeners.add(listener);
    }

    boolean wanted() {
        return !listeners.isEmpty();
    }

    void created(String room) {
        if (wanted()) {
            note(listener -> listener.onCreate(room));
        }
    }

    void joined(String room, Member member) {
        if (wanted()) {
            note(listener -> listener.onJoin(room, member.id()));
        }
    }

    void left(String room, Member member, boolean last) {
        if (wanted()) {
            note(listener -> listener.onLeave(room, member.id()));
            if (last) {
                note(listener -> listener.onDelete(room));
            }
        }
    }

    void ownRoomJoined(Member member) {
        if (wanted() && known.add(member)) {
            created(member.id());
            joined(member.id(), member);
        }
    }

    void ownRoomLeft(Member member) {
        if (wanted() && known.remove(member)) {
            left(member.id(), member, true);
        }
    }

    /** Has told what was noted. Holding no lock. */
    void tell() {
        if (!noted.isEmpty() && due.compareAndSet(false, true)) {
            namespace.execute(this::run);
        }
    }

    private void note(Consumer<RoomListener> event) {
        if (allowance.take()) {
            noted.add(event);
        }
    }

    private void run() {
        due.set(false);
        for (var event = noted.poll(); event != null; event = noted.poll()) {
            allowance.release();
            for (var listener : listeners) {
                try {
                    event.accept(listener);
                } catch (Throwable e) {
                    namespace.failed(e);
                }
            }
        }
    }
}
