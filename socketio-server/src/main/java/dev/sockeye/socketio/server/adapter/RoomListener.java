package dev.sockeye.socketio.server.adapter;

/**
 * Is told of the rooms of one namespace on this node, sockets' own rooms included: of what happens to one room in the order
 * in which it happens. A room is created before its first socket joins and deleted after its last one left.
 *
 * <p>Called on the handler executor, one call at a time, soon after the fact; never under a lock. What it throws goes to
 * the error hook.
 */
public interface RoomListener {
    /** Tells that a room has come to be: {@code create-room} elsewhere. */
    default void onCreate(String room) {}

    /** Tells that a socket has joined a room: {@code join-room} elsewhere. */
    default void onJoin(String room, String socketId) {}

    /** Tells that a socket has left a room: {@code leave-room} elsewhere. */
    default void onLeave(String room, String socketId) {}

    /** Tells that a room is no more: {@code delete-room} elsewhere. */
    default void onDelete(String room) {}
}
