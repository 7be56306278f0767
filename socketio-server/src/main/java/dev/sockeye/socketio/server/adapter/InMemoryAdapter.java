package dev.sockeye.socketio.server.adapter;

import dev.sockeye.socketio.protocol.Packet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps rooms in memory and broadcasts to the sockets of this node. Thread-safe: what concerns one socket is done one after
 * the other.
 *
 * <p>A socket's own room takes no memory: it is found by the socket's id.
 */
public final class InMemoryAdapter implements Adapter {
    private final LocalNamespace namespace;
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();

    // The sets are only touched within compute().
    private final Map<Member, Set<String>> memberships = new ConcurrentHashMap<>();

    /** Makes the adapter of a namespace. */
    public InMemoryAdapter(LocalNamespace namespace) {
        this.namespace = namespace;
    }

    @Override
    public CompletionStage<Void> addAll(Member member, Collection<String> names) {
        memberships.compute(member, (key, known) -> {
            var entered = known == null ? new LinkedHashSet<String>(4) : known;
            check(entered, names);
            for (var name : names) {
                if (!name.equals(member.id()) && entered.add(name)) {
                    rooms.compute(name, (room, members) -> (members == null ? new Room() : members).add(member));
                }
            }
            return entered.isEmpty() ? null : entered;
        });
        return DONE;
    }

    private void check(Set<String> entered, Collection<String> names) {
        var limit = namespace.roomsPerSocket();
        if (entered.size() + names.size() <= limit) {
            return;
        }
        var all = new LinkedHashSet<>(entered);
        all.addAll(names);
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
        return DONE;
    }

    @Override
    public CompletionStage<Void> delAll(Member member) {
        memberships.computeIfPresent(member, (key, entered) -> {
            entered.forEach(name -> leave(member, name));
            return null;
        });
        return DONE;
    }

    private void leave(Member member, String name) {
        rooms.computeIfPresent(name, (room, members) -> members.remove(member) ? null : members);
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
    public CompletionStage<Void> broadcast(Packet.Event packet, BroadcastOptions options) {
        var delivery = namespace.deliver(packet, options.droppable(), options.compress());
        select(options, delivery);
        delivery.send();
        return DONE;
    }

    /** Adds whom the options select. */
    void select(BroadcastOptions options, Delivery delivery) {
        if (options.rooms().isEmpty()) {
            for (var member : namespace.members()) {
                if (!excluded(member, options.except())) {
                    delivery.to(member);
                }
            }
        } else {
            new Selection(options).deliver(delivery);
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

        void deliver(Delivery delivery) {
            for (var i = 0; i < names.length; i++) {
                var own = namespace.member(names[i]).orElse(null);
                if (own != null) {
                    offer(own, i, delivery);
                }
                var room = rooms.get(names[i]);
                if (room != null) {
                    var at = i;
                    room.forEach(member -> {
                        if (member != own) {
                            offer(member, at, delivery);
                        }
                    });
                }
            }
        }

        private void offer(@Nullable Member member, int at, Delivery delivery) {
            if (member == null || excluded(member, options.except())) {
                return;
            }
            for (var earlier = 0; earlier < at; earlier++) {
                if (in(member, names[earlier])) {
                    return;
                }
            }
            delivery.to(member);
        }
    }
}
