package dev.sockeye.engineio.netty;

import dev.sockeye.engineio.protocol.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what a WebSocket tells. */
final class RecordingListener implements WebSocketListener {
    final List<Frame> frames = new ArrayList<>();
    final List<String> events = new ArrayList<>();

    Consumer<WebSocketHandler> whenOpen = webSocket -> {};

    @Nullable
    RuntimeException failure;

    @Override
    public void onOpen(WebSocketHandler webSocket) {
        events.add("open");
        whenOpen.accept(webSocket);
    }

    @Override
    public void onFrame(Frame frame) {
        frames.add(frame);
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void onReadComplete() {
        events.add("read " + frames.size());
    }

    @Override
    public void onClose(int code, @Nullable Throwable cause) {
        events.add("close " + code);
    }
}
