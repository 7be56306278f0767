package dev.sockeye.socketio.server;

import java.util.Collection;
import java.util.List;

/** Selects others from a socket's point of view: those of its namespace, but never itself. Any thread. */
public sealed interface SocketAudience permits Socket {
    /** Selects all sockets of the namespace but this one. */
    BroadcastOperator broadcast();

    /** Selects the sockets in any of some rooms, but not this one. */
    default BroadcastOperator to(String... rooms) {
        return to(List.of(rooms));
    }

    /** Selects the sockets in any of some rooms, but not this one. */
    default BroadcastOperator to(Collection<String> rooms) {
        return broadcast().to(rooms);
    }

    /** Selects the sockets in any of some rooms, but not this one; the same as {@link #to(String...)}. */
    default BroadcastOperator in(String... rooms) {
        return to(List.of(rooms));
    }

    /** Selects the sockets in any of some rooms, but not this one; the same as {@link #to(Collection)}. */
    default BroadcastOperator in(Collection<String> rooms) {
        return to(rooms);
    }

    /** Selects the sockets that are in none of some rooms, but not this one. */
    default BroadcastOperator except(String... rooms) {
        return except(List.of(rooms));
    }

    /** Selects the sockets that are in none of some rooms, but not this one. */
    default BroadcastOperator except(Collection<String> rooms) {
        return broadcast().except(rooms);
    }

    /** Selects the sockets of this node, but not this one. */
    default BroadcastOperator local() {
        return broadcast().local();
    }
}
