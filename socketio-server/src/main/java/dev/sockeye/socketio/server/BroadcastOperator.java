package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.Encoding;
import dev.sockeye.socketio.server.adapter.BroadcastOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
    public BroadcastOperator to(Collection<String> rooms) {
        return with(options.withRooms(rooms));
    }

    @Override
    public BroadcastOperator except(Collection<String> rooms) {
        return with(options.withExcept(rooms));
    }

    @Override
    public BroadcastOperator local() {
        return with(options.withLocal(true));
    }

    @Override
    public BroadcastOperator asVolatile() {
        return with(options.withDroppable(true));
    }

    @Override
    public BroadcastOperator compress(boolean on) {
        return with(options.withCompress(on));
    }

    @Override
    public BroadcastOperator timeout(Duration limit) {
        return with(options.withTimeout(limit));
    }

    @Override
    public void emit(String event, @Nullable Object... args) {
        var name = ReservedNames.checkEmission(event);
        var arguments = encoding.snapshot(args);
        for (var namespace : namespaces.get()) {
            namespace.broadcast(MultiCast.event(namespace, name, arguments), options);
        }
    }

    @Override
    public CompletableFuture<BroadcastAcks> emitWithAck(String event, @Nullable Object... args) {
        var name = ReservedNames.checkEmission(event);
        return calls().emitWithAck(name, encoding.snapshot(args));
    }

    @Override
    public CompletableFuture<List<RemoteSocket>> fetchSockets() {
        return calls().fetchSockets();
    }

    @Override
    public CompletableFuture<Set<String>> socketIds() {
        return calls().socketIds();
    }

    @Override
    public CompletionStage<Void> socketsJoin(Collection<String> rooms) {
        var names = List.copyOf(rooms);
        return calls().each(namespace -> namespace.adapter().addSockets(options, names));
    }

    @Override
    public CompletionStage<Void> socketsLeave(Collection<String> rooms) {
        var names = List.copyOf(rooms);
        return calls().each(namespace -> namespace.adapter().delSockets(options, names));
    }

    @Override
    public CompletionStage<Void> disconnectSockets(boolean close) {
        return calls().each(namespace -> namespace.adapter().disconnectSockets(options, close));
    }

    @Override
    public CompletionStage<Void> serverSideEmit(String event, @Nullable Object... args) {
        var name = ServerSideEvents.check(event);
        var arguments = encoding.snapshot(args);
        return calls().each(
                        namespace -> namespace.adapter().serverSideEmit(MultiCast.event(namespace, name, arguments)));
    }

    @Override
    public CompletableFuture<ServerSideAcks> serverSideEmitWithAck(String event, @Nullable Object... args) {
        var name = ServerSideEvents.check(event);
        return calls().serverSideEmitWithAck(name, encoding.snapshot(args));
    }

    private MultiCast calls() {
        return new MultiCast(encoding, List.copyOf(namespaces.get()), options);
    }

    private BroadcastOperator with(BroadcastOptions changed) {
        return new BroadcastOperator(encoding, namespaces, changed);
    }
}
