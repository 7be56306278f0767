package dev.sockeye.socketio.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Keeps what is emitted while the socket is not connected, within bounds. Confined to the strand. */
final class SendBuffer {
    private final ClientLimits limits;
    private final BiConsumer<Outgoing, DroppedEvent.Reason> dropped;

    // Oldest first; made when first needed.
    private @Nullable Set<Outgoing> waiting;
    private long bytes;

    SendBuffer(ClientLimits limits, BiConsumer<Outgoing, DroppedEvent.Reason> dropped) {
        this.limits = limits;
        this.dropped = dropped;
    }

    void add(Outgoing event, long now) {
        if (waiting == null) {
            waiting = new LinkedHashSet<>();
        }
        event.waitingSince = now;
        waiting.add(event);
        bytes += event.size();
        while (waiting.size() > limits.bufferedEvents() || (bytes > limits.bufferedBytes() && !waiting.isEmpty())) {
            drop(waiting.iterator().next(), DroppedEvent.Reason.BUFFER_FULL);
        }
    }

    private void drop(Outgoing event, DroppedEvent.Reason reason) {
        remove(event);
        dropped.accept(event, reason);
    }

    /** Takes an event out; tells whether it was in. */
    boolean remove(Outgoing event) {
        if (waiting == null || !waiting.remove(event)) {
            return false;
        }
        bytes -= event.size();
        return true;
    }

    int size() {
        return waiting == null ? 0 : waiting.size();
    }

    /** Takes all out. */
    List<Outgoing> take() {
        if (waiting == null) {
            return List.of();
        }
        var all = new ArrayList<>(waiting);
        waiting = null;
        bytes = 0;
        return all;
    }

    /** Drops what has waited for too long; returns when to look again, {@link Long#MAX_VALUE} nanoseconds for never. */
    long expire(long now) {
        if (limits.bufferedAge().isZero() || waiting == null) {
            return Long.MAX_VALUE;
        }
        var age = Deadlines.nanos(limits.bufferedAge());
        while (!waiting.isEmpty()) {
            var oldest = waiting.iterator().next();
            var left = oldest.waitingSince + age - now;
            if (left > 0) {
                return left;
            }
            drop(oldest, DroppedEvent.Reason.TOO_OLD);
        }
        return Long.MAX_VALUE;
    }

    /** Returns after which time an event that is put in now is too old; zero for never. */
    Duration age() {
        return limits.bufferedAge();
    }
}
