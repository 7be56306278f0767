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

    // Revision 4: when the timer was to fire. Revision 3: when the client was heard last.
    private long mark;
    private boolean asked;
    private boolean extended;

    Heartbeat(EngineSession session) {
        this.session = session;
    }

    void start() {
        mark = session.wheel().now();
        armAt(mark + (revision3() ? interval() + timeout() : interval()));
    }

    void stop() {
        session.wheel().cancel(this);
    }

    /** Takes note of a packet from the client. */
    void heard(PacketType type) {
        if (revision3()) {
            // The timer looks at this when it fires: nothing has to be moved for each packet.
            mark = session.wheel().now();
        } else if (type == PacketType.PONG) {
            asked = false;
            armAt(session.wheel().now() + interval());
        } else if (asked && !extended) {
            // A client that is busy sending is alive, but that may not put off the answer for ever.
            extended = true;
            armAt(session.wheel().now() + timeout());
        }
    }

    /** Gives a client that was not listened to the whole time again. */
    void forgive() {
        var now = session.wheel().now();
        if (revision3()) {
            mark = now;
        } else if (asked) {
            armAt(now + timeout());
        }
    }

    @Override
    void fire() {
        var now = session.wheel().now();
        if (revision3()) {
            var end = mark + interval() + timeout();
            if (now < end) {
                armAt(end);
            } else {
                end(now, interval() + timeout());
            }
        } else if (asked) {
            end(now, timeout());
        } else {
            asked = true;
            extended = false;
            // A tick's delay is not added up; after a longer one the client gets its full time.
            armAt((now - mark < timeout() / 10 ? mark : now) + timeout());
            session.sender().send(Packet.PING);
        }
    }

    /** Ends the session, unless we do not listen to the client: then it can't be heard. */
    private void end(long now, long again) {
        if (session.reading()) {
            session.finish(CloseReason.PING_TIMEOUT, null);
        } else {
            armAt(now + again);
        }
    }

    private void armAt(long time) {
        if (!revision3()) {
            mark = time;
        }
        session.wheel().arm(this, time - session.wheel().now());
    }

    private long interval() {
        return session.options().pingInterval().toNanos();
    }

    private long timeout() {
        return session.options().pingTimeout().toNanos();
    }

    private boolean revision3() {
        return session.revision() == EngineRevision.V3;
    }
}
