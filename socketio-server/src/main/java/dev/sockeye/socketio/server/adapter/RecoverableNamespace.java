package dev.sockeye.socketio.server.adapter;

import dev.sockeye.socketio.protocol.Packet;
import java.time.Duration;
import java.util.Optional;

/**
 * Is a namespace of this node as an adapter sees it that keeps sessions. Thread-safe; its methods call no code of the
 * application and, but for {@link #supersede}, none of the adapter, so that locks may be held meanwhile.
 */
public interface RecoverableNamespace extends LocalNamespace {
    /** Gives an event an offset. Clients see it as the event's last argument. */
    NumberedEvent number(Packet.Event packet, String offset, boolean compress);

    /** Begins to hand a numbered event to sockets of this node; those that can't be recovered get it without offset. */
    Delivery deliver(Packet.Event packet, NumberedEvent numbered);

    /**
     * Begins to hand an event that is not kept to sockets of this node.
     *
     * @param latest the offset of the newest event handed out before; repeated where the client would take the event's own
     *     last argument for an offset
     */
    Delivery deliver(Packet.Event packet, String latest, boolean droppable, boolean compress);

    /** Begins to hand an event to sockets of this node that are to acknowledge it; the same in the rest. */
    Delivery deliver(Packet.Event packet, String latest, BroadcastOptions options, AckCollector collector);

    /** Makes a socket a member, in the place of whoever has its id. */
    void admit(Member member);

    /** Returns the offset of the last numbered event that a socket was added to the receivers of. */
    Optional<String> lastOffset(Member member);

    /**
     * Ends a member whose client is back already, on the lane of that member and therefore perhaps later; its {@link
     * SessionAwareAdapter#exit} follows. Not to be called under a lock.
     */
    void supersede(Member member);

    /** Returns the time by which {@link #schedule} goes, in nanoseconds since some moment. */
    long nanoTime();

    /** Runs a task after a delay, on some lane; never where no socket has been here yet. */
    Cancellable schedule(Runnable task, Duration delay);

    /** Is a task that is yet to run. */
    interface Cancellable {
        /** Prevents the task from running, if it has not begun. */
        void cancel();
    }
}
