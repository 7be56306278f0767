package dev.sockeye.socketio.server;

import dev.sockeye.socketio.protocol.Packet;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds the events that a connection has read until it has read all that came with them: they enter the mailbox together.
 * One for all connections of a lane, and confined to it. Where the reads of two connections alternate, what is held for one
 * enters its mailbox when the other's comes.
 */
final class Gathering {
    // What a client once sent together is not kept room for.
    private static final int MOST_KEPT = 256;

    private @Nullable Mailbox mailbox;
    private Packet.@Nullable Event[] events = new Packet.Event[16];
    private int count;

    /** Adds an event for a mailbox; those for another one enter that first. */
    @SuppressWarnings("ReferenceEquality") // Of what has an identity.
    void add(Mailbox target, Packet.Event event) {
        if (mailbox != target) {
            handOver();
            mailbox = target;
        }
        if (count == events.length) {
            events = Arrays.copyOf(events, 2 * count);
        }
        events[count++] = event;
    }

    /** Puts what is held into the mailbox that it is for. */
    void handOver() {
        var target = mailbox;
        if (target == null) {
            return;
        }
        mailbox = null;
        try {
            if (count == 1) {
                target.put(Objects.requireNonNull(events[0]));
            } else {
                target.putAll(Arrays.copyOf(events, count));
            }
        } finally {
            // Also where there was no memory for it: the next mailbox is another client's.
            Arrays.fill(events, 0, count, null);
            count = 0;
        }
        if (events.length > MOST_KEPT) {
            events = new Packet.Event[MOST_KEPT];
        }
    }
}
