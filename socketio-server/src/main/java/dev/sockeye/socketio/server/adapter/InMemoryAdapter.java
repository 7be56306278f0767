package dev.sockeye.socketio.server.adapter;

import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.Packet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps rooms in memory and broadcasts to the sockets of this node. Thread-safe: what concerns one socket is done one after
 * the other.
 *
 * <p>A socket's own room takes no memory: it is found by the socket's id.
 */
public final class InMemoryAdapter implements Adapter {
    private final LocalNamespace namespace;
    private final RoomEvents events;
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();

    // The sets are only touched within compute().
    private final Map<Member, Set<String>> memberships = new ConcurrentHashMap<>();

    /** Makes the adapter of a namespace. */
    public InMemoryAdapter(LocalNamespace namespace) {
        this.namespace = namespace;
        this.events = new RoomEvents(namespace);
    }

    @Override
    public CompletionStage<Void> addAll(Member member, Collection<String> names) {
        enter(member, names);
        events.tell();
        return DONE;
    }

    /** Puts a socket into rooms without telling listeners: a lock may be held. {@link #tellListeners} must follow. */
    void enter(Member member, Collection<String> names) {
        if (names.contains(member.id())) {
            events.ownRoomJoined(member);
            if (names.size() == 1) {
                return;
            }
        }
        memberships.compute(member, (key, known) -> {
            var entered = known == null ? new LinkedHashSet<String>(4) : known;
            check(member, entered, names);
            for (var name : names) {
                if (!name.equals(member.id()) && entered.add(name)) {
                    rooms.compute(name, (room, members) -> enter(room, members, member));
                }
            }
            return entered.isEmpty() ? null : entered;
        });
    }

    void tellListeners() {
        events.tell();
    }

    private Room enter(String name, @Nullable Room known, Member member) {
        var room = known == null ? new Room() : known;
        if (known == null) {
            events.created(name);
        }
        events.joined(name, member);
        return room.add(member);
    }

    private void check(Member member, Set<String> entered, Collection<String> names) {
        var limit = namespace.roomsPerSocket();
        if (entered.size() + names.size() <= limit) {
            return;
        }
        var all = new LinkedHashSet<>(entered);
        all.addAll(names);
        all.remove(member.id());
        if (all.size() > limit) {
            throw new IllegalStateException("rooms: " + all.size() + " for one socket (expected: up to " + limit + ")");
        }
    }

    @Override
    public CompletionStage<Void> del(Member member, String name) {
        memberships.computeIfPresent(member, (key, entered) -> {
            if (entered.remove(name)) {
                leave(member, name);
            }
            return entered.isEmpty() ? null : entered;
        });
        events.tell();
        return DONE;
    }

    @Override
    public CompletionStage<Void> delAll(Member member) {
        memberships.computeIfPresent(member, (key, entered) -> {
            entered.forEach(name -> leave(member, name));
            return null;
        });
        events.ownRoomLeft(member);
        events.tell();
        return DONE;
    }

    private void leave(Member member, String name) {
        rooms.computeIfPresent(name, (room, members) -> {
            var last = members.remove(member);
            events.left(name, member, last);
            return last ? null : members;
        });
    }

    @Override
    public Set<String> rooms(Member member) {
        var copy = new LinkedHashSet<String>();
        memberships.computeIfPresent(member, (key, entered) -> {
            copy.addAll(entered);
            return entered;
        });
        return copy;
    }

    /** Returns how many rooms there are, sockets' own ones not counted. */
    public int roomCount() {
        return rooms.size();
    }

    @Override
    public void onRooms(RoomListener listener) {
        events.add(listener);
    }

    @Override
    public CompletionStage<Void> broadcast(Packet.Event packet, BroadcastOptions options) {
        var delivery = namespace.deliver(packet, options.droppable(), options.compress());
        select(options, delivery::to);
        delivery.send();
        return DONE;
    }

    @Override
    public CompletionStage<Void> broadcastWithAck(
            Packet.Event packet, BroadcastOptions options, AckCollector collector) {
        var delivery = namespace.deliver(packet, options, collector);
        select(options, delivery::to);
        delivery.send();
        return DONE;
    }

    @Override
    public CompletionStage<Gathered<SocketDetails>> fetchSockets(BroadcastOptions selection) {
        var details = new ArrayList<SocketDetails>();
        select(selection, member -> details.add(namespace.describe(member)));
        return CompletableFuture.completedStage(Gathered.all(details));
    }

    @Override
    public CompletionStage<Gathered<String>> socketIds(BroadcastOptions selection) {
        var ids = new ArrayList<String>();
        select(selection, member -> ids.add(member.id()));
        return CompletableFuture.completedStage(Gathered.all(ids));
    }

    @Override
    public CompletionStage<Void> addSockets(BroadcastOptions selection, Collection<String> names) {
        return all(selection, member -> namespace.join(member, names));
    }

    @Override
    public CompletionStage<Void> delSockets(BroadcastOptions selection, Collection<String> names) {
        return all(selection, member -> namespace.leave(member, names));
    }

    @Override
    public CompletionStage<Void> disconnectSockets(BroadcastOptions selection, boolean close) {
        return all(selection, member -> namespace.disconnect(member, close));
    }

    private CompletionStage<Void> all(BroadcastOptions selection, Consumer<Member> action) {
        // First who, then what: the action changes the rooms that select.
        var selected = new ArrayList<Member>();
        select(selection, selected::add);
        for (var member : selected) {
            try {
                action.accept(member);
            } catch (RuntimeException e) {
                // One socket's failure, such as too many rooms, is not that of the others.
                namespace.failed(e);
            }
        }
        return DONE;
    }

    @Override
    public CompletionStage<Integer> serverCount() {
        return CompletableFuture.completedStage(1);
    }

    @Override
    public CompletionStage<Void> serverSideEmit(Packet.Event packet) {
        return DONE;
    }

    @Override
    public CompletionStage<Gathered<Arguments>> serverSideEmitWithAck(Packet.Event packet, BroadcastOptions options) {
        return CompletableFuture.completedStage(Gathered.all(List.of()));
    }

    /** Hands over each socket of this node that is selected, once. On the caller's thread. */
    public void select(BroadcastOptions selection, Consumer<? super Member> visitor) {
        if (selection.rooms().isEmpty()) {
            for (var member : namespace.members()) {
                if (!excluded(member, selection.except())) {
                    visitor.accept(member);
                }
            }
        } else {
            new Selection(selection).visit(visitor);
        }
    }

    private boolean excluded(Member member, Set<String> except) {
        if (except.isEmpty()) {
            return false;
        }
        for (var name : except) {
            if (in(member, name)) {
                return true;
            }
        }
        return false;
    }

    private boolean in(Member member, String name) {
        if (name.equals(member.id())) {
            return true;
        }
        var room = rooms.get(name);
        return room != null && room.contains(member);
    }

    /** Walks the union of rooms, taking each socket in the first of them that it is in. */
    private final class Selection {
        private final BroadcastOptions options;
        private final String[] names;

        private Selection(BroadcastOptions options) {
            this.options = options;
            this.names = options.rooms().toArray(String[]::new);
        }

        void visit(Consumer<? super Member> visitor) {
            for (var i = 0; i < names.length; i++) {
                var own = namespace.member(names[i]).orElse(null);
                if (own != null) {
                    offer(own, i, visitor);
                }
                var room = rooms.get(names[i]);
                if (room != null) {
                    var at = i;
                    room.forEach(member -> {
                        if (member != own) {
                            offer(member, at, visitor);
                        }
                    });
                }
            }
        }

        private void offer(@Nullable Member member, int at, Consumer<? super Member> visitor) {
            if (member == null || excluded(member, options.except())) {
                return;
            }
            for (var earlier = 0; earlier < at; earlier++) {
                if (in(member, names[earlier])) {
                    return;
                }
            }
            visitor.accept(member);
        }
    }
}
