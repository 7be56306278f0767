package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.protocol.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a session has yet to send: what other threads brought, and behind it the queue. {@link #offer} and {@link
 * #pendingBytes} are for any thread; all else is confined to the session's lane.
 */
final class Outbox {
    // Counted for each packet besides its data, so that a million empty messages are not free.
    private static final long BOOKKEEPING = 32;

    private final AtomicReference<@Nullable Node> brought = new AtomicReference<>();
    private final AtomicLong pending = new AtomicLong();
    private List<Packet> queue = new ArrayList<>();
    private long queuedBytes;

    private static final class Node {
        final List<Message> messages;

        @Nullable
        Node next;

        Node(List<Message> messages) {
            this.messages = messages;
        }
    }

    /** Is a run of packets that leaves together. */
    record Batch(List<Packet> packets, long bytes) {}

    /** Takes messages from any thread; returns whether the lane must be told to {@link #collect} them. */
    boolean offer(List<Message> messages) {
        var bytes = 0L;
        for (var message : messages) {
            bytes += size(message);
        }
        pending.addAndGet(bytes);
        var node = new Node(messages);
        Node head;
        do {
            head = brought.get();
            node.next = head;
        } while (!brought.compareAndSet(head, node));
        return head == null;
    }

    /** Moves what other threads brought into the queue, in the order in which it came. */
    void collect() {
        Node inOrder = null;
        for (var node = brought.getAndSet(null); node != null; ) {
            var next = node.next;
            node.next = inOrder;
            inOrder = node;
            node = next;
        }
        for (; inOrder != null; inOrder = inOrder.next) {
            for (var message : inOrder.messages) {
                queue.add(message);
                queuedBytes += size(message);
            }
        }
    }

    void add(Packet packet) {
        queue.add(packet);
        var bytes = size(packet);
        queuedBytes += bytes;
        pending.addAndGet(bytes);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Takes packets off the queue until they exceed a limit; their bytes stay pending until {@link #left}. */
    Batch take(long limit) {
        if (queuedBytes > limit && queue.size() > 1) {
            return takeSome(limit);
        }
        var batch = new Batch(queue, queuedBytes);
        queue = new ArrayList<>();
        queuedBytes = 0;
        return batch;
    }

    private Batch takeSome(long limit) {
        var count = 0;
        var bytes = 0L;
        do {
            bytes += size(queue.get(count));
            count++;
        } while (count < queue.size() && bytes + size(queue.get(count)) <= limit);
        var some = new ArrayList<>(queue.subList(0, count));
        queue.subList(0, count).clear();
        queuedBytes -= bytes;
        return new Batch(some, bytes);
    }

    /** Notes that bytes have left. */
    void left(long bytes) {
        pending.addAndGet(-bytes);
    }

    long pendingBytes() {
        return pending.get();
    }

    /** Forgets everything. */
    void drop() {
        brought.set(null);
        queue = new ArrayList<>(0);
        queuedBytes = 0;
        pending.set(0);
    }

    private static long size(Packet packet) {
        return packet.data().length() + BOOKKEEPING;
    }
}
