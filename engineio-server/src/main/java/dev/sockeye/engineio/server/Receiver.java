package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Packet;
import dev.sockeye.engineio.protocol.PacketType;
import dev.sockeye.engineio.protocol.PayloadCodec;
import org.jspecify.annotations.Nullable;

/** Takes what the client of a session sends: one switch for all packets. Confined to the session's lane. */
final class Receiver {
    private final EngineSession session;

    private boolean receiving;

    Receiver(EngineSession session) {
        this.session = session;
    }

    /** Tells whether a run of packets is being taken, at the end of which a flush is asked for. */
    boolean receiving() {
        return receiving;
    }

    /** Takes one packet, or what was none. */
    void receive(@Nullable Packet packet) {
        if (!session.isOpen()) {
            return;
        }
        receiving = true;
        if (packet == null) {
            session.finish(CloseReason.PARSE_ERROR, null);
            return;
        }
        session.heartbeat().heard(packet.type());
        switch (packet.type()) {
            case MESSAGE -> session.deliver(packet);
            case PING -> onPing();
            case CLOSE -> session.onClosePacket();
            // Heard, and no more to it: the rest is for the other side to say, or belongs to an upgrade.
            case PONG, OPEN, UPGRADE, NOOP -> {}
        }
    }

    /** Takes the packets of a request; returns false if the request was a client's mistake. */
    boolean receiveAll(PayloadCodec.Decoded decoded) {
        var left = false;
        for (var packet : decoded.packets()) {
            if (packet.type() == PacketType.CLOSE) {
                left = true;
                if (session.closing()) {
                    session.finish(CloseReason.TRANSPORT_CLOSE, null);
                }
            }
            receive(packet);
        }
        // What stands behind the client's farewell counts no more, be it right or wrong.
        var mistake = decoded.error().isPresent() && !left;
        if (mistake && !session.closed()) {
            session.finish(CloseReason.PARSE_ERROR, null);
        }
        receivedAll();
        return !mistake;
    }

    /** Ends a run of packets that arrived together: what they caused leaves together. */
    void receivedAll() {
        if (receiving) {
            session.deliveredAll();
            receiving = false;
            session.sender().flushAnswers();
        }
    }

    private void onPing() {
        if (session.revision() == EngineRevision.V3) {
            session.sender().send(Packet.PONG);
        } else {
            session.finish(CloseReason.TRANSPORT_ERROR, "invalid heartbeat direction");
        }
    }
}
