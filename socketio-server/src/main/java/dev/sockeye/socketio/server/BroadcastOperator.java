package dev.sockeye.socketio.server;

import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.server.adapter.BroadcastOptions;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Emits to the sockets that it selects. Immutable: each method that selects or chooses returns another operator. Any
 * thread.
 *
 * <p>Without a room it selects the whole namespace; with rooms each socket that is in one of them, once. A socket's id is a
 * room in which that socket is.
 */
public final class BroadcastOperator implements Broadcaster {
    private final Encoding encoding;
    // One, or those that a pattern has made so far.
    private final Supplier<? extends Collection<Namespace>> namespaces;
    private final BroadcastOptions options;

    BroadcastOperator(
            Encoding encoding, Supplier<? extends Collection<Namespace>> namespaces, BroadcastOptions options) {
        this.encoding = encoding;
        this.namespaces = namespaces;
        this.options = options;
    }

    @Override
    public BroadcastOperator operator() {
        return this;
    }

    @Override
    public BroadcastOperator to(String... rooms) {
        return with(union(options.rooms(), rooms), options.except());
    }

    @Override
    public BroadcastOperator except(String... rooms) {
        return with(options.rooms(), union(options.except(), rooms));
    }

    @Override
    public BroadcastOperator local() {
        return with(
                new BroadcastOptions(options.rooms(), options.except(), options.droppable(), true, options.compress()));
    }

    @Override
    public BroadcastOperator asVolatile() {
        return with(new BroadcastOptions(options.rooms(), options.except(), true, options.local(), options.compress()));
    }

    @Override
    public BroadcastOperator compress(boolean on) {
        return with(new BroadcastOptions(options.rooms(), options.except(), options.droppable(), options.local(), on));
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        var name = ReservedNames.checkEmission(event);
        var arguments = encoding.snapshot(args);
        for (var namespace : namespaces.get()) {
            namespace.broadcast(new Packet.Event(namespace.name(), name, arguments, OptionalLong.empty()), options);
        }
    }

    private BroadcastOperator with(Set<String> rooms, Set<String> except) {
        return with(new BroadcastOptions(rooms, except, options.droppable(), options.local(), options.compress()));
    }

    private BroadcastOperator with(BroadcastOptions changed) {
        return new BroadcastOperator(encoding, namespaces, changed);
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
