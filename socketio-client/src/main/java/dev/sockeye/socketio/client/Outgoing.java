package dev.sockeye.socketio.client;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.socketio.events.AckDroppedException;
import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.protocol.SocketRevision;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Is an event that was emitted, until it is sent and acknowledged. Confined to the strand once it is posted. */
final class Outgoing extends Strand.Entry {
    final Socket socket;
    final String event;
    final Arguments arguments;
    final Mode mode;
    // Who awaits the acknowledgement.
    final @Nullable CompletableFuture<Args> future;

    // Under which it is awaited.
    long id;
    // By the lane's time; where there is a limit.
    long deadline;
    // When it began to wait for the connection.
    long waitingSince;
    int tries;
    boolean sent;

    // Encoded ahead, on the caller's thread, where it is known for whom.
    private @Nullable List<Message> messages;
    private @Nullable SocketRevision encodedFor;

    Outgoing(Socket socket, String event, Arguments arguments, Mode mode, @Nullable CompletableFuture<Args> future) {
        this.socket = socket;
        this.event = event;
        this.arguments = arguments;
        this.mode = mode;
        this.future = future;
        this.id = future == null ? -1 : socket.nextAckId();
    }

    /**
     * Is how an event is emitted.
     *
     * @param droppable whether it is dropped where it can't leave at once
     * @param compress whether it is compressed where the transport can do that
     * @param timeout how long its acknowledgement is awaited; null for what the socket's options say
     */
    record Mode(
            boolean droppable, boolean compress, @Nullable Duration timeout) {
        static final Mode PLAIN = new Mode(false, true, null);
    }

    @Override
    void run() {
        socket.membership().delivery().emit(this);
    }

    @Override
    void refused(RuntimeException reason) {
        if (future != null) {
            future.completeExceptionally(new AckDroppedException(DroppedEvent.Reason.CLOSED.text()));
        }
    }

    /** Returns how long its acknowledgement is awaited; zero for ever. */
    Duration timeout() {
        return mode.timeout == null ? socket.options().ackTimeout() : mode.timeout;
    }

    long size() {
        return arguments.encodedSize() + event.length();
    }

    Packet.Event packet() {
        return new Packet.Event(socket.nsp(), event, arguments, id < 0 ? OptionalLong.empty() : OptionalLong.of(id));
    }

    /** Encodes ahead. On the caller's thread, before it is posted. */
    void encode(SocketRevision revision) {
        messages = encoded(revision);
        encodedFor = revision;
    }

    List<Message> messages(SocketRevision revision) {
        var ready = messages;
        messages = null;
        return ready != null && encodedFor == revision ? ready : encoded(revision);
    }

    private List<Message> encoded(SocketRevision revision) {
        return socket.encoding().messages(packet(), revision, mode.compress);
    }
}
