package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.Packet;

/** Is why a session closes, the deadline for it, and the words by which a polling client learns of it. On the lane. */
final class Closing extends TimerWheel.Timer {
    private final EngineSession session;
    private final CloseReason reason;
    private boolean packetOwed;

    Closing(EngineSession session, CloseReason reason) {
        this.session = session;
        this.reason = reason;
    }

    CloseReason reason() {
        return reason;
    }

    /** Tells whether the close packet has to wait until what is before it has left. */
    boolean packetOwed() {
        return packetOwed;
    }

    void announce(PollingTransport polling) {
        var sender = session.sender();
        if (reason == CloseReason.TRANSPORT_CLOSE) {
            sender.drop();
            sender.queue(Packet.NOOP);
        } else if (sender.isEmpty()) {
            queuePacket(polling);
        } else {
            // Clients pass messages on one turn later, but close at once: what waits must not share the payload.
            packetOwed = true;
        }
    }

    void queuePacket(PollingTransport polling) {
        packetOwed = false;
        var sender = session.sender();
        if (!polling.writable()) {
            // What official servers answer the next poll with; the close packet alone would do.
            sender.queue(Packet.NOOP);
        }
        sender.queue(Packet.CLOSE);
    }

    @Override
    void fire() {
        session.finish(reason, null);
    }
}
