package dev.sockeye.socketio.server;

import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.server.adapter.AckCollector;
import dev.sockeye.socketio.server.adapter.BroadcastOptions;
import dev.sockeye.socketio.server.adapter.Delivery;
import dev.sockeye.socketio.server.adapter.LocalNamespace;
import dev.sockeye.socketio.server.adapter.Member;
import dev.sockeye.socketio.server.adapter.OverloadException;
import dev.sockeye.socketio.server.adapter.SocketDetails;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Is a namespace as its adapter sees it. Thread-safe. */
sealed class LocalView implements LocalNamespace permits Continuities {
    private final Namespace namespace;

    LocalView(Namespace namespace) {
        this.namespace = namespace;
    }

    @Override
    public String name() {
        return namespace.name();
    }

    @Override
    public Collection<Socket> members() {
        return namespace.sockets();
    }

    @Override
    public Optional<Socket> member(String id) {
        return namespace.socket(id);
    }

    @Override
    public int roomsPerSocket() {
        return namespace.server().options().limits().roomsPerSocket();
    }

    @Override
    public int queuedEvents() {
        return namespace.server().options().limits().queuedNamespaceEvents();
    }

    @Override
    public Delivery deliver(Packet.Event packet, boolean droppable, boolean compress) {
        return new Broadcast(namespace.encoding(), packet, droppable, compress);
    }

    @Override
    public Delivery deliver(Packet.Event packet, BroadcastOptions options, AckCollector collector) {
        var asking = asking(packet);
        return new AckedBroadcast(
                deliver(asking, options.droppable(), options.compress()),
                asking.id().getAsLong(),
                collector);
    }

    /** Gives an event the id of an acknowledgement. */
    final Packet.Event asking(Packet.Event packet) {
        var id = OptionalLong.of(namespace.nextAckId());
        return new Packet.Event(packet.namespace(), packet.name(), packet.arguments(), id);
    }

    @Override
    public SocketDetails describe(Member member) {
        return Description.of((Socket) member);
    }

    @Override
    public CompletionStage<Void> join(Member member, Collection<String> rooms) {
        return ((Socket) member).membership().join(rooms);
    }

    @Override
    public CompletionStage<Void> leave(Member member, Collection<String> rooms) {
        return ((Socket) member).membership().leave(rooms);
    }

    @Override
    public void disconnect(Member member, boolean close) {
        ((Socket) member).disconnect(close);
    }

    @Override
    public void onServerSide(Packet.Event packet) {
        namespace.serverSide().receive(packet, null);
    }

    @Override
    public void onServerSide(Packet.Event packet, Consumer<Arguments> answer) {
        namespace.serverSide().receive(packet, answer);
    }

    @Override
    public Arguments encode(@Nullable Object... values) {
        return namespace.encoding().snapshot(values);
    }

    @Override
    public void execute(Runnable task) {
        namespace.serverSide().execute(task);
    }

    @Override
    public void failed(Throwable failure) {
        var server = namespace.server();
        if (failure instanceof OverloadException) {
            server.errorApart(ServerError.Kind.OVERLOAD, failure, null);
        } else {
            server.error(ServerError.Kind.ADAPTER, failure, null, null);
        }
    }
}
