package dev.sockeye.socketio.server;

import dev.sockeye.socketio.protocol.Packet;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Says what becomes of clients that do not read as fast as they are sent to. Immutable.
 *
 * <p>Whatever is chosen: what is emitted as volatile is dropped from {@link
 * dev.sockeye.engineio.server.EngineOptions#highWaterMark} on, and above {@link
 * dev.sockeye.engineio.server.EngineOptions#maxPendingBytes} the connection is closed with {@link
 * DisconnectReason#SLOW_CONSUMER}. Nothing else is ever lost: events that ask for an acknowledgement, acknowledgements, and
 * what connects and disconnects are not dropped, an event with attachments is kept or dropped as a whole, and what is kept
 * stays in order.
 */
public final class SlowReceiverPolicy {
    private static final SlowReceiverPolicy CLOSE = new SlowReceiverPolicy(Fate.KEPT, event -> false);

    private final Fate fate;
    private final Predicate<Packet.Event> which;

    private SlowReceiverPolicy(Fate fate, Predicate<Packet.Event> which) {
        this.fate = fate;
        this.which = Objects.requireNonNull(which, "which");
    }

    /** Drops nothing: a client that falls too far behind is disconnected. */
    public static SlowReceiverPolicy close() {
        return CLOSE;
    }

    /**
     * Drops new events while more than the high-water mark waits.
     *
     * @param which which events may be dropped, by name and namespace; called by who emits, once for each event, must be
     *     quick and thread-safe; what it throws is thrown to who emits
     */
    public static SlowReceiverPolicy dropNew(Predicate<Packet.Event> which) {
        return new SlowReceiverPolicy(Fate.DROP_NEW, which);
    }

    /**
     * Drops the oldest waiting events while more than the high-water mark waits, but for the newest: for values of which
     * only the last one counts.
     *
     * @param which which events may be dropped, by name and namespace; called by who emits, once for each event, must be
     *     quick and thread-safe; what it throws is thrown to who emits
     */
    public static SlowReceiverPolicy dropOldest(Predicate<Packet.Event> which) {
        return new SlowReceiverPolicy(Fate.DROP_OLDEST, which);
    }

    /** Tells what becomes of an event where too much waits. */
    Fate fate(Packet.Event event, boolean droppable) {
        if (droppable) {
            return Fate.VOLATILE;
        }
        return fate != Fate.KEPT && event.id().isEmpty() && which.test(event) ? fate : Fate.KEPT;
    }

    /** Lists what can become of what is sent. */
    enum Fate {
        KEPT,
        DROP_OLDEST,
        DROP_NEW,
        /** Dropped unless it can leave at once. */
        VOLATILE
    }
}
