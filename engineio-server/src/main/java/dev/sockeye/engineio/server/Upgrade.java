package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.Frame;
import dev.sockeye.engineio.protocol.Packet;
import dev.sockeye.engineio.server.host.FrameChannel;
import dev.sockeye.engineio.server.host.Lane;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is a WebSocket that may take over from polling: the client probes it, then decides. Until then the session goes on
 * over polling, and whatever goes wrong here ends this WebSocket only. Confined to the session's lane.
 */
final class Upgrade extends TimerWheel.Timer implements FrameChannel.Listener {
    private static final long RELEASE_INTERVAL = Duration.ofMillis(100).toNanos();

    private final EngineSession session;
    private final boolean base64;

    private Phase phase = Phase.PROBING;
    private @Nullable FrameTransport transport;
    private boolean probeAnswered;
    private long released;
    private Lane.@Nullable Cancellable release;

    private enum Phase {
        /** Waits for the probe. */
        PROBING,
        /** The probe has come: the client lets its polls end and then decides. */
        UPGRADING,
        /** This WebSocket carries the session. */
        DONE,
        FAILED
    }

    Upgrade(EngineSession session, boolean base64) {
        this.session = session;
        this.base64 = base64;
    }

    /** Tells whether the client may have left polling already. */
    boolean underWay() {
        return phase == Phase.UPGRADING;
    }

    void start() {
        session.wheel().arm(this, session.options().upgradeTimeout().toNanos());
    }

    /** Fires when the client has taken too long. */
    @Override
    void fire() {
        fail("timeout");
    }

    @Override
    public void onOpen(FrameChannel channel) {
        assert session.onLane();
        var opened = new FrameTransport(session, channel, base64, bytes -> onProbeAnswered());
        if (phase == Phase.FAILED) {
            opened.close(CloseReason.FORCED_CLOSE);
        } else {
            transport = opened;
        }
    }

    @Override
    public void onFrame(Frame frame) {
        assert session.onLane();
        var opened = transport;
        if (opened == null || phase == Phase.FAILED) {
            return;
        }
        if (phase == Phase.DONE) {
            session.receiver().receive(opened.decode(frame));
            return;
        }
        var packet = opened.decode(frame);
        if (phase == Phase.PROBING && Packet.PING_PROBE.equals(packet)) {
            phase = Phase.UPGRADING;
            opened.send(new Outbox.Batch(List.of(Packet.PONG_PROBE), 0));
        } else if (phase == Phase.UPGRADING && Packet.UPGRADE.equals(packet)) {
            complete(opened);
        } else {
            fail("unexpected packet");
        }
    }

    @Override
    public void onReadComplete() {
        if (phase == Phase.DONE) {
            session.receiver().receivedAll();
        }
    }

    @Override
    public void onClose(int code, @Nullable Throwable cause) {
        assert session.onLane();
        if (transport != null) {
            transport.gone();
        }
        if (phase == Phase.DONE) {
            session.onChannelClosed(code, cause);
        } else {
            fail("connection closed");
        }
    }

    /** Releases a poll that finds nothing to take while the client waits for its polls to end, not too often. */
    void pollArrived() {
        if (phase == Phase.UPGRADING && probeAnswered && release == null) {
            var wait = released + RELEASE_INTERVAL - session.wheel().now();
            if (wait <= 0) {
                releasePoll();
            } else {
                release = session.lane().schedule(this::releasePoll, Duration.ofNanos(wait));
            }
        }
    }

    /** Ends this WebSocket, unless it carries the session by now. */
    void fail(String reason) {
        if (phase == Phase.FAILED || phase == Phase.DONE) {
            return;
        }
        phase = Phase.FAILED;
        end();
        if (transport != null) {
            transport.close(CloseReason.FORCED_CLOSE);
        }
        session.tell(listener -> listener.onUpgradeFailed(reason));
    }

    private void onProbeAnswered() {
        if (phase == Phase.UPGRADING) {
            probeAnswered = true;
            released = session.wheel().now() - RELEASE_INTERVAL;
            releasePoll();
        }
    }

    private void releasePoll() {
        release = null;
        if (phase == Phase.UPGRADING && session.releasePoll()) {
            released = session.wheel().now();
        }
    }

    private void complete(FrameTransport opened) {
        phase = Phase.DONE;
        end();
        opened.onSent(session.sender());
        session.switchTo(opened);
    }

    private void end() {
        session.wheel().cancel(this);
        if (release != null) {
            release.cancel();
            release = null;
        }
        session.intake().upgradeEnded(this);
    }
}
