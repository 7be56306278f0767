package dev.sockeye.socketio.server;

import org.jspecify.annotations.Nullable;

/**
 * Speaks to many sockets at once: to those of a namespace, or to those among them that an operator selects. Thread-safe;
 * no method blocks.
 */
public sealed interface Broadcaster permits SocketIoServer, Namespace, ParentNamespace, BroadcastOperator {
    /** Returns what selects the sockets spoken to. */
    BroadcastOperator operator();

    /**
     * Emits an event. The arguments are encoded before this returns.
     *
     * @throws IllegalArgumentException if the name is reserved
     * @throws dev.sockeye.socketio.protocol.ArgumentException if an argument can't be encoded
     */
    default void emit(String event, @Nullable Object... args) {
        operator().emit(event, args);
    }

    /** Emits the event {@code message}. */
    default void send(@Nullable Object... args) {
        emit("message", args);
    }

    /** Adds the sockets in any of some rooms. */
    default BroadcastOperator to(String... rooms) {
        return operator().to(rooms);
    }

    /** Adds the sockets in any of some rooms; the same as {@link #to}. */
    default BroadcastOperator in(String... rooms) {
        return to(rooms);
    }

    /** Leaves out the sockets in any of some rooms. */
    default BroadcastOperator except(String... rooms) {
        return operator().except(rooms);
    }

    /** Selects only among the sockets of this node. */
    default BroadcastOperator local() {
        return operator().local();
    }

    /** Leaves out those who can't take it at once: what is {@code volatile} elsewhere. */
    default BroadcastOperator asVolatile() {
        return operator().asVolatile();
    }

    /** Chooses whether to compress, where the transport can. True by default. */
    default BroadcastOperator compress(boolean on) {
        return operator().compress(on);
    }
}
