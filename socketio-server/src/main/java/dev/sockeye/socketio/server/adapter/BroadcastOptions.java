package dev.sockeye.socketio.server.adapter;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Says who is meant by a broadcast, or by whatever else is done to many sockets, and how it is sent. Immutable: what begins
 * with {@code with} returns changed options.
 *
 * @param rooms the rooms of which each member is meant, once; empty for the whole namespace. An id is a room
 * @param except the rooms of which no member is meant
 * @param droppable whether a receiver that can't take it at once goes without ({@code volatile})
 * @param local whether only sockets of this node are meant
 * @param compress whether it may be compressed on the way
 * @param timeout how long answers are waited for, where there are any
 */
public record BroadcastOptions(
        Set<String> rooms,
        Set<String> except,
        boolean droppable,
        boolean local,
        boolean compress,
        Optional<Duration> timeout) {
    /** The whole namespace, on all nodes. */
    public static final BroadcastOptions ALL =
            new BroadcastOptions(Set.of(), Set.of(), false, false, true, Optional.empty());

    // Far below what timers can't count.
    private static final Duration LONGEST = Duration.ofDays(1000);

    /** Copies the sets, which keep their order. */
    public BroadcastOptions {
        rooms = copy(rooms);
        except = copy(except);
    }

    /** Adds the members of rooms. */
    public BroadcastOptions withRooms(Collection<String> more) {
        return new BroadcastOptions(union(rooms, more), except, droppable, local, compress, timeout);
    }

    /** Leaves out the members of rooms. */
    public BroadcastOptions withExcept(Collection<String> more) {
        return new BroadcastOptions(rooms, union(except, more), droppable, local, compress, timeout);
    }

    /** Chooses whether a receiver that can't take it at once goes without. */
    public BroadcastOptions withDroppable(boolean value) {
        return new BroadcastOptions(rooms, except, value, local, compress, timeout);
    }

    /** Chooses whether only sockets of this node are meant. */
    public BroadcastOptions withLocal(boolean value) {
        return new BroadcastOptions(rooms, except, droppable, value, compress, timeout);
    }

    /** Chooses whether it may be compressed. */
    public BroadcastOptions withCompress(boolean value) {
        return new BroadcastOptions(rooms, except, droppable, local, value, timeout);
    }

    /** Chooses how long answers are waited for; more than 1,000 days count as that. */
    public BroadcastOptions withTimeout(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("timeout: " + value + " (expected: > 0)");
        }
        var limit = value.compareTo(LONGEST) > 0 ? LONGEST : value;
        return new BroadcastOptions(rooms, except, droppable, local, compress, Optional.of(limit));
    }

    private static Set<String> copy(Set<String> some) {
        return some.size() < 2 ? Set.copyOf(some) : Collections.unmodifiableSet(new LinkedHashSet<>(some));
    }

    private static Set<String> union(Set<String> some, Collection<String> more) {
        var all = new LinkedHashSet<>(some);
        all.addAll(more);
        return all;
    }
}
