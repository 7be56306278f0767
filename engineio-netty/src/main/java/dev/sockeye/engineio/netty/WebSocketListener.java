package dev.sockeye.engineio.netty;

import dev.sockeye.engineio.protocol.Frame;
import org.jspecify.annotations.Nullable;

/** Is told what happens on a WebSocket, on its event loop. */
public interface WebSocketListener {
    /** Is called first; what is sent from here goes out at once. */
    void onOpen(WebSocketHandler webSocket);

    /** Takes a whole, valid message. */
    void onFrame(Frame frame);

    /** Is called when all messages that were read at once have been handed over. */
    default void onReadComplete() {}

    /**
     * Is called last and exactly once.
     *
     * @param code the close code received or sent; 1005 for none, 1006 where the connection was lost
     * @param cause what went wrong, or null after an orderly close
     */
    void onClose(int code, @Nullable Throwable cause);
}
