package dev.sockeye.socketio.server.adapter;

import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.Packet;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps the rooms of one namespace and carries its broadcasts, on this node and, where it knows how, to others.
 *
 * <p>Thread-safe; must not block. What concerns sockets of this node has taken effect when a method returns; the stage
 * that it returns tells when other nodes know.
 */
public interface Adapter {
    /** Is what a method returns that is done when it returns. */
    CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

    /** Makes the adapter of a namespace. */
    interface Factory {
        /** Makes an adapter; called once for each namespace, when it is created. */
        Adapter create(LocalNamespace namespace);
    }

    /** Prepares the adapter; called once before any other method. */
    default CompletionStage<Void> init() {
        return DONE;
    }

    /**
     * Ends the adapter; called once. What others of its methods are told afterwards, or at the same time, has no effect: a
     * namespace that its last client has left may still be spoken to by the application.
     */
    default CompletionStage<Void> close() {
        return DONE;
    }

    /**
     * Puts a socket into rooms; those that it is in already stay as they are. When a socket has connected it is put into
     * its own room, which bears its id: an adapter may find it by its id instead of keeping that room.
     *
     * @throws IllegalStateException if the socket would be in too many rooms; it then is in none of those given
     */
    CompletionStage<Void> addAll(Member member, Collection<String> rooms);

    /** Takes a socket out of a room; does nothing where it is not in it. */
    CompletionStage<Void> del(Member member, String room);

    /** Takes a socket out of all its rooms, at its end its own one included. Idempotent. */
    CompletionStage<Void> delAll(Member member);

    /** Returns the rooms of a socket of this node beside its own, which bears its id; a copy, in the order of joining. */
    Set<String> rooms(Member member);

    /** Names who is told of rooms on this node, from now on. Costs nothing where nobody is named. */
    void onRooms(RoomListener listener);

    /** Sends an event to those whom the options select. The packet's id is absent. */
    CompletionStage<Void> broadcast(Packet.Event packet, BroadcastOptions options);

    /**
     * Sends an event to those whom the options select, and asks them for acknowledgements. The packet's id is absent: each
     * node gives it one of its own. The options' timeout is set.
     *
     * @return is done when each node has told the collector how many receivers it has, or is known to be gone
     */
    CompletionStage<Void> broadcastWithAck(Packet.Event packet, BroadcastOptions options, AckCollector collector);

    /** Returns what nodes know of the sockets selected. Completes normally, also where nodes have not answered in time. */
    CompletionStage<Gathered<SocketDetails>> fetchSockets(BroadcastOptions selection);

    /** Returns the ids of the sockets selected; see {@link #fetchSockets}. */
    default CompletionStage<Gathered<String>> socketIds(BroadcastOptions selection) {
        return fetchSockets(selection)
                .thenApply(all -> new Gathered<>(
                        all.received().stream().map(SocketDetails::id).toList(), all.missing()));
    }

    /** Puts the sockets selected into rooms. */
    CompletionStage<Void> addSockets(BroadcastOptions selection, Collection<String> rooms);

    /** Takes the sockets selected out of rooms. */
    CompletionStage<Void> delSockets(BroadcastOptions selection, Collection<String> rooms);

    /** Takes the sockets selected off the namespace, or with {@code close} their clients off all. */
    CompletionStage<Void> disconnectSockets(BroadcastOptions selection, boolean close);

    /** Returns how many nodes there are, this one included. */
    CompletionStage<Integer> serverCount();

    /** Sends an event to the application on all other nodes. */
    CompletionStage<Void> serverSideEmit(Packet.Event packet);

    /**
     * Sends an event to the application on all other nodes, and asks each for an answer, of which only the first value is
     * carried. Of the options only the timeout counts. Completes normally, also where nodes have not answered in time.
     */
    CompletionStage<Gathered<Arguments>> serverSideEmitWithAck(Packet.Event packet, BroadcastOptions options);
}
