package dev.sockeye.socketio.client;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the events that are sent until they are acknowledged: in order, one at a time. Confined to the strand.
 */
final class RetryQueue {
    private final ClientLimits limits;
    private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean pending;

    RetryQueue(ClientLimits limits) {
        this.limits = limits;
    }

    /** Puts an event in; returns the oldest one that is not on its way where there are too many. */
    @Nullable
    Outgoing add(Outgoing event) {
        waiting.add(event);
        bytes += event.size();
        return overflow();
    }

    @Nullable
    Outgoing overflow() {
        if (waiting.size() <= limits.bufferedEvents() && bytes <= limits.bufferedBytes()) {
            return null;
        }
        var each = waiting.iterator();
        var oldest = each.next();
        if (pending) {
            if (!each.hasNext()) {
                return null;
            }
            oldest = each.next();
        }
        each.remove();
        bytes -= oldest.size();
        return oldest;
    }

    /**
     * Returns what is to be sent now, and counts one more try of it; null where nothing is.
     *
     * @param again whether to send what is on its way already
     */
    @Nullable
    Outgoing next(boolean again) {
        var head = waiting.peek();
        if (head == null || (pending && !again)) {
            return null;
        }
        pending = true;
        head.tries++;
        return head;
    }

    /** Tells whether an event is the one that is on its way. */
    boolean heads(Outgoing event) {
        return pending && waiting.peek() == event;
    }

    /** Takes out the one that is on its way. */
    void done() {
        bytes -= waiting.remove().size();
        pending = false;
    }

    /** Lets the one that was on its way be sent again. */
    void failed() {
        pending = false;
    }

    int size() {
        return waiting.size();
    }

    /** Takes out all. */
    ArrayDeque<Outgoing> take() {
        var all = new ArrayDeque<>(waiting);
        waiting.clear();
        bytes = 0;
        pending = false;
        return all;
    }
}
