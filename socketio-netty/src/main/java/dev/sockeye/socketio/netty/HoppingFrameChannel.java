package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.netty.WebSocketHandler;
import dev.sockeye.engineio.netty.WebSocketListener;
import dev.sockeye.engineio.protocol.Frame;
import dev.sockeye.engineio.server.host.FrameChannel;
import dev.sockeye.engineio.server.host.Lane;
import io.netty.channel.EventLoop;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Is a WebSocket whose lane is not an event loop: each call is handed over between the two. */
final class HoppingFrameChannel implements FrameChannel, WebSocketListener {
    private final Lane lane;
    private final FrameChannel.Listener listener;

    // Set on the event loop before the lane learns of the channel.
    private @Nullable WebSocketHandler webSocket;
    private @Nullable EventLoop loop;

    HoppingFrameChannel(Lane lane, FrameChannel.Listener listener) {
        this.lane = lane;
        this.listener = listener;
    }

    @Override
    public void send(List<Frame> batch, Completion done) {
        try {
            loop().execute(() -> webSocket().send(batch, failure -> lane.execute(() -> done.done(failure))));
        } catch (RejectedExecutionException e) {
            done.done(new ClosedChannelException());
        }
    }

    @Override
    public long pendingBytes() {
        return webSocket().pendingBytes();
    }

    @Override
    public void reading(boolean on) {
        onLoop(() -> webSocket().reading(on));
    }

    @Override
    public void close(int code, String reason) {
        onLoop(() -> webSocket().close(code, reason));
    }

    @Override
    public void abort() {
        onLoop(() -> webSocket().abort());
    }

    @Override
    public void onOpen(WebSocketHandler opened) {
        webSocket = opened;
        loop = opened.eventLoop();
        lane.execute(() -> listener.onOpen(this));
    }

    @Override
    public void onFrame(Frame frame) {
        lane.execute(() -> listener.onFrame(frame));
    }

    @Override
    public void onReadComplete() {
        lane.execute(listener::onReadComplete);
    }

    @Override
    public void onClose(int code, @Nullable Throwable cause) {
        lane.execute(() -> listener.onClose(code, cause));
    }

    private void onLoop(Runnable action) {
        try {
            loop().execute(action);
        } catch (RejectedExecutionException e) {
            // The loops have ended and the connection with them: nothing is left to be done to it.
        }
    }

    private EventLoop loop() {
        if (loop == null) {
            throw new IllegalStateException("not open yet");
        }
        return loop;
    }

    private WebSocketHandler webSocket() {
        if (webSocket == null) {
            throw new IllegalStateException("not open yet");
        }
        return webSocket;
    }
}
