package dev.sockeye.socketio.server.adapter;

import dev.sockeye.socketio.protocol.Packet;
import java.util.Collection;
import java.util.Optional;

/** Is a namespace of this node as its adapter sees it. Thread-safe. */
public interface LocalNamespace {
    /** Returns the namespace's name. */
    String name();

    /** Returns the connected sockets; a live view. */
    Collection<? extends Member> members();

    /** Returns the connected socket with an id. */
    Optional<? extends Member> member(String id);

    /** Returns how many rooms a socket may be in. */
    int roomsPerSocket();

    /** Begins to hand a packet to sockets of this node. */
    Delivery deliver(Packet.Event packet, boolean droppable, boolean compress);
}
