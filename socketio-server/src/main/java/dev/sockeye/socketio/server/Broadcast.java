package dev.sockeye.socketio.server;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.socketio.events.Encoding;
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
    // Broadcasts on their way to a lane may weigh so many times what may wait for one of its clients.
    private static final long LANE_FACTOR = 4;
    private static final long WEIGHT = 64;

    private final Encoding encoding;
    private final Packet.Event packet;
    private final boolean droppable;
    private SlowReceiverPolicy.Fate fate = SlowReceiverPolicy.Fate.KEPT;
    private final boolean compress;
    // For those who can be recovered: the event with its offset, or the offset to repeat.
    private final @Nullable LoggedEvent numbered;
    private final @Nullable String latest;

    private @Nullable Map<LaneOutbox, Part> parts;
    private @Nullable Part last;
    private @Nullable List<Message> revision4;
    private @Nullable List<Message> revision5;
    private boolean queued;

    Broadcast(Encoding encoding, Packet.Event packet, boolean droppable, boolean compress) {
        this(encoding, packet, droppable, compress, null, null);
    }

    private Broadcast(
            Encoding encoding,
            Packet.Event packet,
            boolean droppable,
            boolean compress,
            @Nullable LoggedEvent numbered,
            @Nullable String latest) {
        this.encoding = encoding;
        this.packet = packet;
        this.droppable = droppable;
        this.compress = compress;
        this.numbered = numbered;
        this.latest = latest;
        if (numbered != null) {
            fate = numbered.fate();
        }
    }

    /** Begins to hand out an event with its offset. */
    static Broadcast numbered(Encoding encoding, Packet.Event packet, LoggedEvent numbered) {
        return new Broadcast(encoding, packet, false, numbered.compress(), numbered, null);
    }

    /** Begins to hand out an event without an offset of its own, to clients that look for one. */
    static Broadcast repeating(
            Encoding encoding, Packet.Event packet, String latest, boolean droppable, boolean compress) {
        return new Broadcast(encoding, packet, droppable, compress, null, latest);
    }

    @Override
    public void to(Member receiver) {
        var socket = (Socket) receiver;
        var part = last;
        if (part == null && numbered == null) {
            fate = socket.server().options().slowReceivers().fate(packet, droppable);
        }
        if (part == null || part.outbox != socket.connection().outbox()) {
            part = last = part(socket.connection().outbox());
        }
        part.sockets.add(socket);
        encode(socket.connection().socketRevision());
        var continuity = socket.continuity();
        if (numbered != null && continuity != null) {
            continuity.handed(numbered.offset());
        }
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
                revision5 = revision5();
            }
        } else if (revision4 == null) {
            revision4 = encoding.messages(packet, revision, compress);
        }
    }

    private List<Message> revision5() {
        if (numbered != null) {
            return numbered.messages();
        }
        var repeating = latest != null && LoggedEvent.mistakable(packet) ? encoding.withLast(packet, latest) : packet;
        return encoding.messages(repeating, SocketRevision.V5, compress);
    }

    @Override
    public void queue() {
        queued = true;
        if (parts != null) {
            for (var part : parts.values()) {
                part.queue();
            }
        }
    }

    @Override
    public void send() {
        if (parts != null) {
            for (var part : parts.values()) {
                if (queued) {
                    part.go();
                } else if (part.approaches()) {
                    part.outbox.post(part);
                } else {
                    part.giveUp();
                }
            }
        }
    }

    /** Is what one lane does for the broadcast. */
    private final class Part extends LaneOutbox.Entry {
        private final LaneOutbox outbox;
        private final List<Socket> sockets = new ArrayList<>();
        private long weight;
        private boolean refused;

        private Part(LaneOutbox outbox) {
            this.outbox = outbox;
        }

        void queue() {
            refused = !approaches();
            if (!refused) {
                outbox.leave(this);
            }
        }

        void go() {
            if (refused) {
                giveUp();
            } else {
                outbox.flush();
            }
        }

        boolean approaches() {
            // The receivers share what waits, but for the list of them.
            weight = WEIGHT + 8L * sockets.size() + bytes(revision4) + bytes(revision5);
            var most = LANE_FACTOR * sockets.get(0).server().engine().options().maxPendingBytes();
            return outbox.approach(weight, most);
        }

        void giveUp() {
            for (var socket : sockets) {
                if (fate == SlowReceiverPolicy.Fate.KEPT) {
                    socket.connection().backlog().condemn();
                } else {
                    socket.connection().backlog().drop();
                }
            }
        }

        private static long bytes(@Nullable List<Message> messages) {
            return messages == null ? 0 : Sending.bytes(messages);
        }

        @Override
        void run() {
            outbox.arrived(weight);
            for (var socket : sockets) {
                var messages = socket.connection().socketRevision() == SocketRevision.V5 ? revision5 : revision4;
                if (messages != null) {
                    socket.sent(packet);
                    socket.connection().write(socket, messages, fate);
                }
            }
        }
    }
}
