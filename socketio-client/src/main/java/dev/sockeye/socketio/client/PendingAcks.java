package dev.sockeye.socketio.client;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the events whose acknowledgements a socket awaits, sent or not. Confined to the strand. */
final class PendingAcks {
    private final int limit;
    // By id, oldest first; made when first needed.
    private @Nullable Map<Long, Outgoing> awaited;

    PendingAcks(int limit) {
        this.limit = limit;
    }

    /** Awaits an acknowledgement; returns one that is given up in its favour. */
    @Nullable
    Outgoing add(Outgoing event) {
        Outgoing oldest = null;
        if (awaited == null) {
            awaited = new LinkedHashMap<>();
        } else if (awaited.size() >= limit) {
            var first = awaited.values().iterator();
            oldest = first.next();
            first.remove();
        }
        awaited.put(event.id, event);
        return oldest;
    }

    /** Awaits one no longer; tells whose it was. */
    @Nullable
    Outgoing remove(long id) {
        return awaited == null ? null : awaited.remove(id);
    }

    boolean isEmpty() {
        return awaited == null || awaited.isEmpty();
    }

    int size() {
        return awaited == null ? 0 : awaited.size();
    }

    /** Takes out those that were sent. */
    List<Outgoing> takeSent() {
        var sent = new ArrayList<Outgoing>();
        for (var each = values(); each.hasNext(); ) {
            var event = each.next();
            if (event.sent) {
                sent.add(event);
                each.remove();
            }
        }
        return sent;
    }

    /** Takes out those whose time is over. */
    List<Outgoing> takeLate(long now) {
        var late = new ArrayList<Outgoing>();
        for (var each = values(); each.hasNext(); ) {
            var event = each.next();
            if (event.deadline - now <= 0 && !event.timeout().isZero()) {
                late.add(event);
                each.remove();
            }
        }
        return late;
    }

    /** Returns in how many nanoseconds the next time is over; {@link Long#MAX_VALUE} for never. */
    long next(long now) {
        var next = Long.MAX_VALUE;
        for (var each = values(); each.hasNext(); ) {
            var event = each.next();
            if (!event.timeout().isZero()) {
                next = Math.min(next, event.deadline - now);
            }
        }
        return next;
    }

    private Iterator<Outgoing> values() {
        return (awaited == null ? Map.<Long, Outgoing>of() : awaited).values().iterator();
    }
}
