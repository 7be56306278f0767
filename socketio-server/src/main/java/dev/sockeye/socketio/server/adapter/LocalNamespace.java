package dev.sockeye.socketio.server.adapter;

import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.Packet;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Is a namespace of this node as its adapter sees it. Thread-safe; no method blocks. */
public interface LocalNamespace {
    /** Returns the namespace's name. */
    String name();

    /** Returns the connected sockets; a live view. */
    Collection<? extends Member> members();

    /** Returns the connected socket with an id. */
    Optional<? extends Member> member(String id);

    /** Returns how many rooms a socket may be in. */
    int roomsPerSocket();

    /** Returns how many events of rooms may wait for their listeners. */
    int queuedEvents();

    /** Begins to hand a packet to sockets of this node. */
    Delivery deliver(Packet.Event packet, boolean droppable, boolean compress);

    /**
     * Begins to hand a packet to sockets of this node that are to acknowledge it; its id is given to it here. The collector
     * is told how many receivers there are when it is sent, then each of the answers.
     */
    Delivery deliver(Packet.Event packet, BroadcastOptions options, AckCollector collector);

    /** Tells what other nodes may know of a socket. */
    SocketDetails describe(Member member);

    /** Has a socket join rooms, by way of its adapter; does nothing once it is disconnected. */
    CompletionStage<Void> join(Member member, Collection<String> rooms);

    /** Has a socket leave rooms, by way of its adapter. */
    CompletionStage<Void> leave(Member member, Collection<String> rooms);

    /** Takes a socket off the namespace, or with {@code close} its client off all. */
    void disconnect(Member member, boolean close);

    /** Hands an event of another node to the application. */
    void onServerSide(Packet.Event packet);

    /** Hands an event of another node, which wants an answer, to the application. The answer comes at most once. */
    void onServerSide(Packet.Event packet, Consumer<Arguments> answer);

    /** Encodes values as the server's parser does; {@link dev.sockeye.socketio.protocol.Argument}s are copied. */
    Arguments encode(@Nullable Object... values);

    /** Runs something on the handler executor, behind what was handed over before. Whoever calls it bounds how much waits. */
    void execute(Runnable task);

    /** Reports what went wrong to the error hook. */
    void failed(Throwable failure);
}
