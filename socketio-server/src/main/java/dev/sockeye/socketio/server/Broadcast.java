package dev.sockeye.socketio.server;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.protocol.SocketRevision;
import dev.sockeye.socketio.server.adapter.Delivery;
import dev.sockeye.socketio.server.adapter.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands one packet to many sockets: encodes it once per revision, and posts it once per lane. Confined to the thread that
 * emits.
 */
final class Broadcast implements Delivery {
    private final Encoding encoding;
    private final Packet.Event packet;
    private final boolean droppable;
    private final boolean compress;

    private @Nullable Map<LaneOutbox, Part> parts;
    private @Nullable Part last;
    private @Nullable List<Message> revision4;
    private @Nullable List<Message> revision5;

    Broadcast(Encoding encoding, Packet.Event packet, boolean droppable, boolean compress) {
        this.encoding = encoding;
        this.packet = packet;
        this.droppable = droppable;
        this.compress = compress;
    }

    @Override
    public void to(Member receiver) {
        var socket = (Socket) receiver;
        var part = last;
        if (part == null || part.outbox != socket.connection().outbox()) {
            part = last = part(socket.connection().outbox());
        }
        part.sockets.add(socket);
        encode(socket.connection().socketRevision());
    }

    private Part part(LaneOutbox outbox) {
        if (parts == null) {
            parts = new HashMap<>(4);
        }
        return parts.computeIfAbsent(outbox, Part::new);
    }

    private void encode(SocketRevision revision) {
        if (revision == SocketRevision.V5) {
            if (revision5 == null) {
                revision5 = encoding.messages(packet, revision, compress);
            }
        } else if (revision4 == null) {
            revision4 = encoding.messages(packet, revision, compress);
        }
    }

    @Override
    public void send() {
        if (parts != null) {
            for (var part : parts.values()) {
                part.outbox.post(part);
            }
        }
    }

    /** Is what one lane does for the broadcast. */
    private final class Part extends LaneOutbox.Entry {
        private final LaneOutbox outbox;
        private final List<Socket> sockets = new ArrayList<>();

        private Part(LaneOutbox outbox) {
            this.outbox = outbox;
        }

        @Override
        void run() {
            for (var socket : sockets) {
                var messages = socket.connection().socketRevision() == SocketRevision.V5 ? revision5 : revision4;
                if (messages != null) {
                    socket.sent(packet);
                    socket.connection().write(socket, messages, droppable);
                }
            }
        }
    }
}
