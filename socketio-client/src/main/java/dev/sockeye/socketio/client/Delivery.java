package dev.sockeye.socketio.client;

import dev.sockeye.socketio.events.AckDisconnectedException;
import dev.sockeye.socketio.events.AckDroppedException;
import dev.sockeye.socketio.events.AckException;
import dev.sockeye.socketio.events.AckOverflowException;
import dev.sockeye.socketio.events.AckTimeoutException;
import dev.sockeye.socketio.protocol.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * Brings what a socket emits to the server: at once, when it is connected, or again and again, and looks after the
 * acknowledgements. Confined to the strand.
 */
final class Delivery {
    private final Socket socket;
    private final Strand strand;
    private final PendingAcks acks;
    private final SendBuffer buffer;
    private final Deadlines deadlines;
    private final Deadlines.Check more;
    // Made when first needed; most sockets send each event once.
    private @Nullable RetryQueue queue;
    // Where the namespace is joined.
    private @Nullable Connection connection;

    Delivery(Socket socket, Deadlines.Check more) {
        this.socket = socket;
        this.more = more;
        strand = socket.io().strand();
        acks = new PendingAcks(socket.limits().outstandingAcks());
        buffer = new SendBuffer(socket.limits(), this::drop);
        deadlines = new Deadlines(strand, this::expire);
    }

    /** Takes what was emitted. */
    void emit(Outgoing event) {
        if (socket.options().retries() > 0 && !event.mode.droppable()) {
            enqueue(event);
        } else if (event.mode.droppable() && (connection == null || !connection.writable())) {
            drop(event, DroppedEvent.Reason.VOLATILE);
        } else {
            if (event.future != null) {
                await(event);
            }
            if (connection == null) {
                buffer.add(event, strand.nanoTime());
                if (!buffer.age().isZero()) {
                    deadlines.arm(Deadlines.nanos(buffer.age()));
                }
            } else {
                send(event, connection);
            }
        }
        socket.waiting(waiting());
    }

    /** Answers an event of the server. */
    void answer(Arguments arguments, long id) {
        if (connection != null) {
            connection.write(socket.answer(arguments, id, connection.revision()));
        }
    }

    private void enqueue(Outgoing event) {
        if (queue == null) {
            queue = new RetryQueue(socket.limits());
        }
        for (var old = queue.add(event); old != null; old = queue.overflow()) {
            drop(old, DroppedEvent.Reason.BUFFER_FULL);
        }
        pump(false);
    }

    /** Sends the first event of the queue, if it is its turn. */
    private void pump(boolean again) {
        var next = connection == null || queue == null ? null : queue.next(again);
        if (next == null || connection == null) {
            return;
        }
        acks.remove(next.id);
        next.id = socket.nextAckId();
        await(next);
        send(next, connection);
    }

    private void await(Outgoing event) {
        var timeout = event.timeout();
        if (!timeout.isZero()) {
            var nanos = Deadlines.nanos(timeout);
            event.deadline = strand.nanoTime() + nanos;
            deadlines.arm(nanos);
        }
        var oldest = acks.add(event);
        if (oldest != null) {
            fail(oldest, new AckOverflowException());
        }
    }

    private void send(Outgoing event, Connection on) {
        event.sent = true;
        on.write(event.messages(on.revision()));
        socket.sent(event);
    }

    /** Sends all that has waited, now that the namespace is joined. */
    void open(Connection on) {
        connection = on;
        for (var event : buffer.take()) {
            send(event, on);
        }
        pump(true);
        socket.waiting(waiting());
    }

    /** Sends nothing more until {@link #open}. */
    void close() {
        connection = null;
    }

    /** Gives up the acknowledgements of what was sent. */
    void disconnected() {
        for (var event : acks.takeSent()) {
            fail(event, new AckDisconnectedException());
        }
    }

    void answered(long id, Arguments arguments) {
        var event = acks.remove(id);
        if (event == null) {
            return;
        }
        var future = event.future;
        if (future != null) {
            var args = socket.encoding().args(arguments);
            socket.complete(() -> future.complete(args));
        }
        if (queue != null && queue.heads(event)) {
            queue.done();
            pump(false);
            socket.waiting(waiting());
        }
    }

    /** Ends the wait for an acknowledgement, or begins another one. */
    private void fail(Outgoing event, AckException reason) {
        if (queue != null && queue.heads(event)) {
            if (event.tries > socket.options().retries()) {
                queue.done();
                socket.signals().dropped(event, DroppedEvent.Reason.RETRIES_EXHAUSTED);
                completeExceptionally(event, reason);
            } else {
                event.sent = false;
                queue.failed();
            }
            pump(false);
        } else {
            buffer.remove(event);
            completeExceptionally(event, reason);
        }
        socket.waiting(waiting());
    }

    private void drop(Outgoing event, DroppedEvent.Reason reason) {
        acks.remove(event.id);
        if (reason != DroppedEvent.Reason.VOLATILE) {
            socket.signals().dropped(event, reason);
        }
        completeExceptionally(event, new AckDroppedException(reason.text()));
    }

    private void completeExceptionally(Outgoing event, AckException reason) {
        var future = event.future;
        if (future != null) {
            socket.complete(() -> future.completeExceptionally(reason));
        }
    }

    /** Drops all that waits to be sent. */
    void clear(DroppedEvent.Reason reason) {
        for (var event : buffer.take()) {
            drop(event, reason);
        }
        if (queue != null) {
            for (var event : queue.take()) {
                drop(event, reason);
            }
        }
        socket.waiting(0);
    }

    /** Has {@link #more} looked at after a time. */
    void arm(long nanos) {
        deadlines.arm(nanos);
    }

    private long expire(long now) {
        for (var event : acks.takeLate(now)) {
            fail(event, new AckTimeoutException());
        }
        var next = Math.min(acks.next(now), buffer.expire(now));
        socket.waiting(waiting());
        return Math.min(next, more.expire(now));
    }

    private int waiting() {
        return buffer.size() + (queue == null ? 0 : queue.size());
    }

    /** Tells whether nothing is to be done; lets the timer go where it is only for what is over. */
    boolean idle() {
        if (connection != null) {
            return false;
        }
        var now = strand.nanoTime();
        if (acks.next(now) == Long.MAX_VALUE
                && (buffer.size() == 0 || buffer.age().isZero())) {
            deadlines.disarm();
            return true;
        }
        return false;
    }
}
