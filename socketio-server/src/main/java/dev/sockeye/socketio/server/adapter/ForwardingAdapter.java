package dev.sockeye.socketio.server.adapter;

import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.Packet;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Does what another adapter does: for adapters that differ from it in some methods. As safe for threads as the other. */
public abstract class ForwardingAdapter implements Adapter {
    private final Adapter target;

    /** Makes an adapter that forwards. */
    protected ForwardingAdapter(Adapter target) {
        this.target = target;
    }

    @Override
    public CompletionStage<Void> init() {
        return target.init();
    }

    @Override
    public CompletionStage<Void> close() {
        return target.close();
    }

    @Override
    public CompletionStage<Void> addAll(Member member, Collection<String> rooms) {
        return target.addAll(member, rooms);
    }

    @Override
    public CompletionStage<Void> del(Member member, String room) {
        return target.del(member, room);
    }

    @Override
    public CompletionStage<Void> delAll(Member member) {
        return target.delAll(member);
    }

    @Override
    public Set<String> rooms(Member member) {
        return target.rooms(member);
    }

    @Override
    public void onRooms(RoomListener listener) {
        target.onRooms(listener);
    }

    @Override
    public CompletionStage<Void> broadcast(Packet.Event packet, BroadcastOptions options) {
        return target.broadcast(packet, options);
    }

    @Override
    public CompletionStage<Void> broadcastWithAck(
            Packet.Event packet, BroadcastOptions options, AckCollector collector) {
        return target.broadcastWithAck(packet, options, collector);
    }

    @Override
    public CompletionStage<Gathered<SocketDetails>> fetchSockets(BroadcastOptions selection) {
        return target.fetchSockets(selection);
    }

    @Override
    public CompletionStage<Gathered<String>> socketIds(BroadcastOptions selection) {
        return target.socketIds(selection);
    }

    @Override
    public CompletionStage<Void> addSockets(BroadcastOptions selection, Collection<String> rooms) {
        return target.addSockets(selection, rooms);
    }

    @Override
    public CompletionStage<Void> delSockets(BroadcastOptions selection, Collection<String> rooms) {
        return target.delSockets(selection, rooms);
    }

    @Override
    public CompletionStage<Void> disconnectSockets(BroadcastOptions selection, boolean close) {
        return target.disconnectSockets(selection, close);
    }

    @Override
    public CompletionStage<Integer> serverCount() {
        return target.serverCount();
    }

    @Override
    public CompletionStage<Void> serverSideEmit(Packet.Event packet) {
        return target.serverSideEmit(packet);
    }

    @Override
    public CompletionStage<Gathered<Arguments>> serverSideEmitWithAck(Packet.Event packet, BroadcastOptions options) {
        return target.serverSideEmitWithAck(packet, options);
    }
}
