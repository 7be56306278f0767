package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.protocol.Packet;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a session has yet to send: what other threads brought, and behind it the queue. {@link #offer} and {@link
 * #pendingBytes} are for any thread; all else is confined to the session's lane.
 */
final class Outbox {
    private static final int MOST_EXPECTED = 64;

    // Stands for the queue while nothing waits, which is so for every idle session; never added to.
    private static final ArrayList<Packet> NOTHING = new ArrayList<>(0);

    // Counted for each packet besides its data, so that a million empty messages are not free.
    private static final long BOOKKEEPING = 32;

    private static final VarHandle BROUGHT;
    private static final VarHandle PENDING;

    static {
        try {
            BROUGHT = MethodHandles.lookup().findVarHandle(Outbox.class, "brought", Node.class);
            PENDING = MethodHandles.lookup().findVarHandle(Outbox.class, "pending", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // Changed by their handles: every idle session has an outbox.
    private volatile @Nullable Node brought;
    private volatile long pending;

    private ArrayList<Packet> queue = NOTHING;
    // How many packets the last batch had: so many are expected in the next one.
    private int expected;
    private long queuedBytes;

    // Runs of the queue that may be dropped, oldest first; most sessions never have one.
    private @Nullable Deque<Expendable> expendables;
    // How many packets have left the queue, so that a run knows its place.
    private long gone;

    private static final class Node {
        final List<Message> messages;

        @Nullable
        Node next;

        Node(List<Message> messages) {
            this.messages = messages;
        }
    }

    /** Is a run of packets that is kept or dropped as a whole. */
    private record Expendable(long start, int count, long bytes) {}

    /** Is a run of packets that leaves together. */
    record Batch(List<Packet> packets, long bytes) {}

    /** Takes messages from any thread; returns whether the lane must be told to {@link #collect} them. */
    boolean offer(List<Message> messages) {
        var bytes = 0L;
        for (var i = 0; i < messages.size(); i++) {
            bytes += size(messages.get(i));
        }
        PENDING.getAndAdd(this, bytes);
        var node = new Node(messages);
        Node head;
        do {
            head = brought;
            node.next = head;
        } while (!BROUGHT.compareAndSet(this, head, node));
        return head == null;
    }

    /** Moves what other threads brought into the queue, in the order in which it came. */
    void collect() {
        Node inOrder = null;
        for (var node = (Node) BROUGHT.getAndSet(this, null); node != null; ) {
            var next = node.next;
            node.next = inOrder;
            inOrder = node;
            node = next;
        }
        for (; inOrder != null; inOrder = inOrder.next) {
            var messages = inOrder.messages;
            for (var i = 0; i < messages.size(); i++) {
                enqueue(messages.get(i));
            }
        }
    }

    void add(Packet packet) {
        var bytes = enqueue(packet);
        PENDING.getAndAdd(this, bytes);
    }

    /** Adds messages. By index here and elsewhere: an iterator for each message sent is garbage. */
    void addAll(List<Message> messages) {
        for (var i = 0; i < messages.size(); i++) {
            add(messages.get(i));
        }
    }

    @SuppressWarnings("ReferenceEquality") // Any empty queue equals the one that must not be added to.
    private long enqueue(Packet packet) {
        if (queue == NOTHING) {
            queue = new ArrayList<>(expected);
        }
        queue.add(packet);
        var bytes = size(packet);
        queuedBytes += bytes;
        return bytes;
    }

    /** Adds messages that may be dropped, all or none. */
    void addExpendable(List<Message> messages) {
        var start = gone + queue.size();
        var before = queuedBytes;
        addAll(messages);
        if (expendables == null) {
            expendables = new ArrayDeque<>();
        }
        expendables.add(new Expendable(start, messages.size(), queuedBytes - before));
    }

    /** Drops the oldest run that may be dropped and has not begun to leave, unless it is the newest; tells whether it did. */
    boolean dropOldest() {
        if (expendables == null || expendables.size() < 2) {
            return false;
        }
        var run = expendables.remove();
        var at = (int) (run.start - gone);
        queue.subList(at, at + run.count).clear();
        // Whatever is dropped stands before all the runs that are left.
        gone += run.count;
        queuedBytes -= run.bytes;
        PENDING.getAndAdd(this, -run.bytes);
        return true;
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
        passed(queue.size());
        expected = Math.min(queue.size(), MOST_EXPECTED);
        queue = NOTHING;
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
        passed(count);
        queuedBytes -= bytes;
        return new Batch(some, bytes);
    }

    private void passed(int count) {
        gone += count;
        while (expendables != null && !expendables.isEmpty() && expendables.element().start < gone) {
            expendables.remove();
        }
    }

    /** Notes that bytes have left. */
    void left(long bytes) {
        PENDING.getAndAdd(this, -bytes);
    }

    long pendingBytes() {
        return pending;
    }

    /** Forgets everything. */
    void drop() {
        brought = null;
        queue = NOTHING;
        expendables = null;
        queuedBytes = 0;
        pending = 0;
    }

    private static long size(Packet packet) {
        return packet.data().length() + BOOKKEEPING;
    }
}
