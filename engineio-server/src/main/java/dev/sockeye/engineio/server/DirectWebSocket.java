package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Frame;
import dev.sockeye.engineio.server.host.FrameChannel;
import org.jspecify.annotations.Nullable;

/** Is a WebSocket that opens a session of its own, then passes on what comes. Confined to the session's lane. */
final class DirectWebSocket implements FrameChannel.Listener {
    private static final int TRY_AGAIN_LATER = 1013;

    private final Handshakes handshakes;
    private final EngineRevision revision;
    private final String id;

    // until the channel is open
    private @Nullable EngineExchange exchange;

    private @Nullable EngineSession session;
    private @Nullable FrameTransport transport;

    DirectWebSocket(Handshakes handshakes, EngineExchange exchange, EngineRevision revision, String id) {
        this.handshakes = handshakes;
        this.exchange = exchange;
        this.revision = revision;
        this.id = id;
    }

    @Override
    public void onOpen(FrameChannel channel) {
        var request = exchange;
        exchange = null;
        var opened = request == null ? null : handshakes.register(request, revision, id);
        if (request == null || opened == null) {
            channel.close(TRY_AGAIN_LATER, "");
            return;
        }
        session = opened;
        transport = new FrameTransport(opened, channel, request.line().base64(), opened.sender()::sent);
        handshakes.open(opened, transport, channel);
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
