package dev.sockeye.socketio.server.adapter;

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
     * Puts a socket into rooms; those that it is in already stay as they are.
     *
     * @throws IllegalStateException if the socket would be in too many rooms; it then is in none of those given
     */
    CompletionStage<Void> addAll(Member member, Collection<String> rooms);

    /** Takes a socket out of a room; does nothing where it is not in it. */
    CompletionStage<Void> del(Member member, String room);

    /** Takes a socket out of all its rooms. Idempotent. */
    CompletionStage<Void> delAll(Member member);

    /** Returns the rooms of a socket of this node beside its own, which bears its id; a copy, in the order of joining. */
    Set<String> rooms(Member member);

    /** Sends an event to those whom the options select. The packet's id is absent. */
    CompletionStage<Void> broadcast(Packet.Event packet, BroadcastOptions options);
}
