package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Packet;
import dev.sockeye.engineio.protocol.PacketType;

/**
 * Notices that a client is gone. In revision 4 the server asks and the client answers; in revision 3 the client asks, and
 * the server notices when nothing comes for too long. Confined to the session's lane.
 */
final class Heartbeat extends TimerWheel.Timer {
    private final EngineSession session;
    private final long interval;
    private final long timeout;

    private long heard;
    private boolean asked;
    private boolean extended;

    Heartbeat(EngineSession session) {
        this.session = session;
        interval = session.options().pingInterval().toNanos();
        timeout = session.options().pingTimeout().toNanos();
    }

    void start() {
        heard = session.wheel().now();
        session.wheel().arm(this, revision3() ? interval + timeout : interval);
    }

    void stop() {
        session.wheel().cancel(this);
    }

    /** Takes note of a packet from the client. */
    void heard(PacketType type) {
        if (revision3()) {
            // The timer looks at this when it fires: nothing has to be moved for each packet.
            heard = session.wheel().now();
        } else if (type == PacketType.PONG) {
            asked = false;
            session.wheel().arm(this, interval);
        } else if (asked && !extended) {
            // A client that is busy sending is alive, but that may not put off the answer for ever.
            extended = true;
            session.wheel().arm(this, timeout);
        }
    }

    /** Gives a client that was not listened to the whole time again. */
    void forgive() {
        heard = session.wheel().now();
        if (asked) {
            session.wheel().arm(this, timeout);
        }
    }

    @Override
    void fire() {
        if (revision3()) {
            var left = heard + interval + timeout - session.wheel().now();
            waitOrEnd(left, left > 0 ? left : interval + timeout);
        } else if (asked) {
            waitOrEnd(0, timeout);
        } else {
            asked = true;
            extended = false;
            session.wheel().arm(this, timeout);
            session.sendControl(Packet.PING);
        }
    }

    /** A client that we do not listen to can't be heard. */
    private void waitOrEnd(long left, long next) {
        if (left > 0 || !session.reading()) {
            session.wheel().arm(this, next);
        } else {
            session.finish(CloseReason.PING_TIMEOUT, null);
        }
    }

    private boolean revision3() {
        return session.revision() == EngineRevision.V3;
    }
}
