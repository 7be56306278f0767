package dev.sockeye.socketio.server;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
        return to(List.of(rooms));
    }

    /** Adds the sockets in any of some rooms. */
    default BroadcastOperator to(Collection<String> rooms) {
        return operator().to(rooms);
    }

    /** Adds the sockets in any of some rooms; the same as {@link #to}. */
    default BroadcastOperator in(String... rooms) {
        return to(List.of(rooms));
    }

    /** Adds the sockets in any of some rooms; the same as {@link #to}. */
    default BroadcastOperator in(Collection<String> rooms) {
        return to(rooms);
    }

    /** Leaves out the sockets in any of some rooms. */
    default BroadcastOperator except(String... rooms) {
        return except(List.of(rooms));
    }

    /** Leaves out the sockets in any of some rooms. */
    default BroadcastOperator except(Collection<String> rooms) {
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

    /**
     * Limits how long answers are waited for: acknowledgements, {@code ackTimeout} by default; and those of other nodes, 5 s
     * by default.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    default BroadcastOperator timeout(Duration limit) {
        return operator().timeout(limit);
    }

    /**
     * Emits an event and asks each receiver for an acknowledgement. The future always completes normally: when all have
     * answered or gone, or when the time is up, with what came until then. It completes outside the handlers of sockets,
     * which therefore may wait for it.
     *
     * @throws IllegalArgumentException if the name is reserved
     * @throws dev.sockeye.socketio.protocol.ArgumentException if an argument can't be encoded
     */
    default CompletableFuture<BroadcastAcks> emitWithAck(String event, @Nullable Object... args) {
        return operator().emitWithAck(event, args);
    }

    /**
     * Returns the sockets on all nodes. The future fails with a {@link FetchSocketsException}, which knows those that came,
     * when not all nodes answer in time.
     */
    default CompletableFuture<List<RemoteSocket>> fetchSockets() {
        return operator().fetchSockets();
    }

    /** Returns the ids of the sockets on all nodes; see {@link #fetchSockets}. */
    default CompletableFuture<Set<String>> socketIds() {
        return operator().socketIds();
    }

    /**
     * Puts the sockets into rooms. For those of this node that has taken effect when it returns, as with all methods of
     * this kind. A socket that can't join, since it would be in too many rooms, is left as it is.
     *
     * @return is done when other nodes have been told
     */
    default CompletionStage<Void> socketsJoin(String... rooms) {
        return socketsJoin(List.of(rooms));
    }

    /** Puts the sockets into rooms; see {@link #socketsJoin(String...)}. */
    default CompletionStage<Void> socketsJoin(Collection<String> rooms) {
        return operator().socketsJoin(rooms);
    }

    /** Takes the sockets out of rooms; see {@link #socketsJoin(String...)}. */
    default CompletionStage<Void> socketsLeave(String... rooms) {
        return socketsLeave(List.of(rooms));
    }

    /** Takes the sockets out of rooms; see {@link #socketsJoin(String...)}. */
    default CompletionStage<Void> socketsLeave(Collection<String> rooms) {
        return operator().socketsLeave(rooms);
    }

    /** Takes the sockets off the namespace. */
    default CompletionStage<Void> disconnectSockets() {
        return disconnectSockets(false);
    }

    /**
     * Takes the sockets off the namespace.
     *
     * @param close whether to take their clients off all namespaces and close their connections
     * @return is done when other nodes have been told
     */
    default CompletionStage<Void> disconnectSockets(boolean close) {
        return operator().disconnectSockets(close);
    }

    /**
     * Sends an event to the application on all other nodes, where {@link Namespace#onServerSide} handles it. Of what an
     * operator selects nothing counts.
     *
     * @return is done when other nodes have been told
     * @throws IllegalArgumentException if the name is {@code connect}, {@code connection} or {@code new_namespace}
     * @throws dev.sockeye.socketio.protocol.ArgumentException if an argument can't be encoded
     */
    default CompletionStage<Void> serverSideEmit(String event, @Nullable Object... args) {
        return operator().serverSideEmit(event, args);
    }

    /**
     * Sends an event to the application on all other nodes, and asks each for an answer. The future completes normally when
     * all have answered, or when the time is up with what came until then; at once where there are no other nodes.
     *
     * @throws IllegalArgumentException if the name is {@code connect}, {@code connection} or {@code new_namespace}
     * @throws dev.sockeye.socketio.protocol.ArgumentException if an argument can't be encoded
     */
    default CompletableFuture<ServerSideAcks> serverSideEmitWithAck(String event, @Nullable Object... args) {
        return operator().serverSideEmitWithAck(event, args);
    }
}
