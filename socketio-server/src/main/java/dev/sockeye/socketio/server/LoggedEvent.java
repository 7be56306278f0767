package dev.sockeye.socketio.server;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.socketio.events.Encoding;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.protocol.SocketRevision;
import dev.sockeye.socketio.server.adapter.NumberedEvent;
import java.util.List;

/**
 * Is an event with its offset behind its arguments, encoded when first needed and then for all who get it. Threads may race
 * to encode it: each gets the same.
 */
final class LoggedEvent implements NumberedEvent {
    // What a message takes besides its bytes.
    private static final int BOOKKEEPING = 160;

    private final Encoding encoding;
    private final String offset;
    private final boolean compress;
    private final SlowReceiverPolicy.Fate fate;
    private final long size;

    // Either a Packet.Event or its List<Message>: never both, since it is kept for long.
    private volatile Object form;

    LoggedEvent(Encoding encoding, Packet.Event packet, String offset, boolean compress, SlowReceiverPolicy.Fate fate) {
        this.encoding = encoding;
        this.offset = offset;
        this.compress = compress;
        this.fate = fate;
        this.size = packet.arguments().encodedSize() + packet.name().length() + offset.length() + BOOKKEEPING;
        this.form = packet;
    }

    @Override
    public String offset() {
        return offset;
    }

    @Override
    public long size() {
        return size;
    }

    SlowReceiverPolicy.Fate fate() {
        return fate;
    }

    boolean compress() {
        return compress;
    }

    @SuppressWarnings("unchecked") // The other of the two forms.
    List<Message> messages() {
        var now = form;
        if (now instanceof Packet.Event packet) {
            form = now = encoding.messages(encoding.withLast(packet, offset), SocketRevision.V5, compress);
        }
        return (List<Message>) now;
    }

    /** Tells whether a client of protocol 5 would take an event's own last argument, or else its name, for an offset. */
    static boolean mistakable(Packet.Event packet) {
        var arguments = packet.arguments();
        return packet.id().isEmpty() && (arguments.size() == 0 || arguments.text(arguments.size() - 1));
    }

    /** Describes the event without its content. */
    @Override
    public String toString() {
        return "LoggedEvent[" + offset + ", " + size + " bytes]";
    }
}
