package dev.sockeye.socketio.server;

import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.server.adapter.BroadcastOptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Emits to the sockets that it selects. Immutable: each method that selects or chooses returns another operator. Any
 * thread.
 *
 * <p>Without a room it selects the whole namespace; with rooms each socket that is in one of them, once. A socket's id is a
 * room in which that socket is.
 */
public final class BroadcastOperator {
    private final Namespace namespace;
    private final BroadcastOptions options;

    BroadcastOperator(Namespace namespace, BroadcastOptions options) {
        this.namespace = namespace;
        this.options = options;
    }

    /** Adds the sockets in any of some rooms. */
    public BroadcastOperator to(String... rooms) {
        return with(union(options.rooms(), rooms), options.except());
    }

    /** Adds the sockets in any of some rooms; the same as {@link #to}. */
    public BroadcastOperator in(String... rooms) {
        return to(rooms);
    }

    /** Leaves out the sockets in any of some rooms. */
    public BroadcastOperator except(String... rooms) {
        return with(options.rooms(), union(options.except(), rooms));
    }

    /** Selects only among the sockets of this node. */
    public BroadcastOperator local() {
        return with(
                new BroadcastOptions(options.rooms(), options.except(), options.droppable(), true, options.compress()));
    }

    /** Leaves out those who can't take it at once: what is {@code volatile} elsewhere. */
    public BroadcastOperator asVolatile() {
        return with(new BroadcastOptions(options.rooms(), options.except(), true, options.local(), options.compress()));
    }

    /** Chooses whether to compress, where the transport can. True by default. */
    public BroadcastOperator compress(boolean on) {
        return with(new BroadcastOptions(options.rooms(), options.except(), options.droppable(), options.local(), on));
    }

    /**
     * Emits an event. The arguments are encoded before this returns.
     *
     * @throws IllegalArgumentException if the name is reserved
     * @throws dev.sockeye.socketio.protocol.ArgumentException if an argument can't be encoded
     */
    public void emit(String event, @Nullable Object... args) {
        var arguments = namespace.encoding().snapshot(args);
        var packet = new Packet.Event(namespace.name(), Encoding.checkEvent(event), arguments, OptionalLong.empty());
        namespace.broadcast(packet, options);
    }

    /** Emits the event {@code message}. */
    public void send(@Nullable Object... args) {
        emit("message", args);
    }

    private BroadcastOperator with(Set<String> rooms, Set<String> except) {
        return with(new BroadcastOptions(rooms, except, options.droppable(), options.local(), options.compress()));
    }

    private BroadcastOperator with(BroadcastOptions changed) {
        return new BroadcastOperator(namespace, changed);
    }

    private static Set<String> union(Set<String> some, String... more) {
        if (some.isEmpty() && more.length == 1) {
            return Set.of(more[0]);
        }
        var all = new LinkedHashSet<>(some);
        all.addAll(List.of(more));
        return all;
    }
}
