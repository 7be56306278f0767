package dev.sockeye.socketio.server.adapter;

import java.util.Set;

/**
 * Says who gets a broadcast and how. Immutable.
 *
 * @param rooms the rooms of which each member gets it, once; empty for the whole namespace. An id is a room
 * @param except the rooms of which no member gets it
 * @param droppable whether a receiver that can't take it at once goes without ({@code volatile})
 * @param local whether only sockets of this node get it
 * @param compress whether it may be compressed on the way
 */
public record BroadcastOptions(
        Set<String> rooms, Set<String> except, boolean droppable, boolean local, boolean compress) {
    /** The whole namespace, on all nodes. */
    public static final BroadcastOptions ALL = new BroadcastOptions(Set.of(), Set.of(), false, false, true);

    /** Copies the sets. */
    public BroadcastOptions {
        rooms = Set.copyOf(rooms);
        except = Set.copyOf(except);
    }
}
