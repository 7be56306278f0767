package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.Frame;
import dev.sockeye.engineio.server.host.FrameChannel;
import org.jspecify.annotations.Nullable;

/** Closes a WebSocket that came for a session which can't use it, as official servers do: behind the opening handshake. */
final class UnwantedChannel implements FrameChannel.Listener {
    private static final int WITHOUT_CODE = 1005;

    @Override
    public void onOpen(FrameChannel channel) {
        channel.close(WITHOUT_CODE, "");
    }

    @Override
    public void onFrame(Frame frame) {}

    @Override
    public void onClose(int code, @Nullable Throwable cause) {}
}
