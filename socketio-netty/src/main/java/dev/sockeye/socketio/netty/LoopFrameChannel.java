package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.netty.WebSocketHandler;
import dev.sockeye.engineio.netty.WebSocketListener;
import dev.sockeye.engineio.protocol.Frame;
import dev.sockeye.engineio.server.host.FrameChannel;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Is a WebSocket whose lane is its own event loop: nothing is handed over. Confined to that loop. */
final class LoopFrameChannel implements FrameChannel, WebSocketListener, Consumer<@Nullable Throwable> {
    private final EventLoopLane lane;
    private final FrameChannel.Listener listener;
    private @Nullable WebSocketHandler webSocket;
    private @Nullable Completion sent;

    LoopFrameChannel(EventLoopLane lane, FrameChannel.Listener listener) {
        this.lane = lane;
        this.listener = listener;
    }

    @Override
    public void send(List<Frame> batch, Completion done) {
        if (sent != null) {
            throw new IllegalStateException("a batch is under way (expected: one at a time)");
        }
        sent = done;
        webSocket().send(batch, this);
    }

    @Override
    public void accept(@Nullable Throwable failure) {
        var done = sent;
        sent = null;
        if (done != null) {
            done.done(failure);
        }
    }

    @Override
    public long pendingBytes() {
        return webSocket().pendingBytes();
    }

    @Override
    public void reading(boolean on) {
        webSocket().reading(on);
    }

    @Override
    public void close(int code, String reason) {
        webSocket().close(code, reason);
    }

    @Override
    public void abort() {
        webSocket().abort();
    }

    @Override
    public void onOpen(WebSocketHandler opened) {
        webSocket = opened;
        listener.onOpen(this);
    }

    @Override
    public void onFrame(Frame frame) {
        listener.onFrame(frame);
    }

    @Override
    public void onReadComplete() {
        listener.onReadComplete();
    }

    @Override
    public void onClose(int code, @Nullable Throwable cause) {
        if (lane.inLane()) {
            listener.onClose(code, cause);
        } else {
            // Lost on the way from the loop of its handshake to the loop of its session.
            lane.execute(() -> listener.onClose(code, cause));
        }
    }

    private WebSocketHandler webSocket() {
        if (webSocket == null) {
            throw new IllegalStateException("not open yet");
        }
        return webSocket;
    }
}
