package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Frame;
import dev.sockeye.engineio.server.host.FrameChannel;
import org.jspecify.annotations.Nullable;

/** Is a WebSocket that opens a session of its own, then passes on what comes. Confined to the session's lane. */
final class DirectWebSocket implements FrameChannel.Listener {
    private static final int TRY_AGAIN_LATER = 1013;

    // Until the channel is open.
    private @Nullable Opening opening;

    private @Nullable EngineSession session;
    private @Nullable FrameTransport transport;

    /** Is what is known of the session before there is one; kept no longer than that. */
    private record Opening(Handshakes handshakes, EngineExchange exchange, EngineRevision revision, String id) {}

    DirectWebSocket(Handshakes handshakes, EngineExchange exchange, EngineRevision revision, String id) {
        opening = new Opening(handshakes, exchange, revision, id);
    }

    @Override
    public void onOpen(FrameChannel channel) {
        var known = opening;
        opening = null;
        var opened = known == null ? null : known.handshakes.register(known.exchange, known.revision, known.id);
        if (known == null || opened == null) {
            channel.close(TRY_AGAIN_LATER, "");
            return;
        }
        session = opened;
        transport = new FrameTransport(opened, channel, known.exchange.line().base64(), opened.sender());
        known.handshakes.open(opened, transport, channel);
    }

    @Override
    public void onFrame(Frame frame) {
        if (session != null && transport != null) {
            session.receiver().receive(transport.decode(frame));
        }
    }

    @Override
    public void onReadComplete() {
        if (session != null) {
            session.receiver().receivedAll();
        }
    }

    @Override
    public void onClose(int code, @Nullable Throwable cause) {
        if (session != null && transport != null) {
            transport.gone();
            session.onChannelClosed(code, cause);
        }
    }
}
