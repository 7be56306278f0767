package dev.sockeye.engineio.client;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.protocol.Packet;
import dev.sockeye.engineio.protocol.PayloadCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Holds what waits to be sent, and counts it until it has left. Anyone {@link #post posts}; the rest is confined to the lane.
 */
final class Outbox {
    private final Queue<List<Message>> posted = new ConcurrentLinkedQueue<>();
    private final AtomicLong pending = new AtomicLong();

    private List<Packet> queue = List.of();
    private int from;
    private @Nullable Packet first;
    private boolean ping;
    private boolean pong;

    // For the batch that is leaving.
    private long leaving;

    /** Takes messages. Any thread. */
    void post(List<Message> messages) {
        var bytes = 0L;
        for (var i = 0; i < messages.size(); i++) {
            bytes += messages.get(i).data().length();
        }
        pending.addAndGet(bytes);
        posted.add(messages);
    }

    /** Returns how many bytes were posted and have not left. Any thread. */
    long pendingBytes() {
        return pending.get();
    }

    void ping() {
        ping = true;
    }

    /** Lets a pong leave; one for all pings that came since the last left, so that a flood of them fills nothing. */
    void pong() {
        pong = true;
    }

    /** Lets a packet of an upgrade leave, before all else. */
    void first(Packet packet) {
        first = packet;
    }

    /** Collects what was posted. */
    boolean isEmpty() {
        for (var messages = posted.poll(); messages != null; messages = posted.poll()) {
            if (queue.isEmpty()) {
                queue = new ArrayList<>(messages.size());
            }
            queue.addAll(messages);
        }
        return from == queue.size() && !ping && !pong && first == null;
    }

    /** Takes the next batch for one request: as much as fits, or one packet. */
    List<Packet> takeFitting(long maxPayload) {
        var waiting = queue.subList(from, queue.size());
        var room = ping || pong ? Math.max(1, maxPayload - 8) : maxPayload;
        return take(waiting.isEmpty() ? 0 : PayloadCodec.fitting(waiting, room));
    }

    /** Takes the next batch: all, or where that is much, about so many bytes. */
    List<Packet> takeSome(long bytes) {
        var to = from;
        for (var size = 0L; to < queue.size() && size < bytes; to++) {
            size += queue.get(to).data().length();
        }
        return take(to - from);
    }

    private List<Packet> take(int count) {
        var batch = new ArrayList<Packet>(count + 2);
        if (first != null) {
            batch.add(first);
        }
        if (pong) {
            batch.add(Packet.PONG);
        }
        if (ping) {
            batch.add(Packet.PING);
        }
        first = null;
        ping = false;
        pong = false;
        for (var end = from + count; from < end; from++) {
            var packet = queue.get(from);
            leaving += packet.data().length();
            batch.add(packet);
        }
        if (from == queue.size()) {
            queue = List.of();
            from = 0;
        } else if (from > 1_024 && from > queue.size() / 2) {
            queue = new ArrayList<>(queue.subList(from, queue.size()));
            from = 0;
        }
        return batch;
    }

    /** Counts the batch that was taken as gone. */
    void left() {
        pending.addAndGet(-leaving);
        leaving = 0;
    }

    /** Drops everything. */
    void clear() {
        posted.clear();
        queue = List.of();
        from = 0;
        leaving = 0;
        pending.set(0);
        ping = false;
        pong = false;
        first = null;
    }
}
