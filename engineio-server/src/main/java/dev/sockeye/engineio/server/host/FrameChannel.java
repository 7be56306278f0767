package dev.sockeye.engineio.server.host;

import dev.sockeye.engineio.protocol.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is an open WebSocket, later also a WebTransport stream. Confined to the lane on which it was opened. */
public interface FrameChannel {
    /**
     * Sends frames in order with one flush. The caller sends the next batch only after this one is done.
     *
     * @param done told exactly once on the lane, also on failure, possibly before this method returns
     */
    void send(List<Frame> batch, Completion done);

    /** Returns how many bytes were sent but not yet taken by the network. */
    long pendingBytes();

    /** Resumes or stops reading from the network; frames that were already read may still arrive. */
    void reading(boolean on);

    /**
     * Starts the closing handshake; the connection ends within the close timeout whether or not the peer answers.
     *
     * @param code a close code of RFC 6455, or 1005 to send a close frame without one
     */
    void close(int code, String reason);

    /** Ends the connection at once. */
    void abort();

    /** Is told the outcome of a batch. */
    interface Completion {
        /** Takes the outcome: null when the network has taken the batch. */
        void done(@Nullable Throwable failure);
    }

    /** Is told what happens on a channel, on its lane. */
    interface Listener {
        /** Is called first, when the channel is open; the 101 precedes whatever is sent from here. */
        void onOpen(FrameChannel channel);

        /** Takes a whole, valid message. */
        void onFrame(Frame frame);

        /** Is called when the host has handed over all frames that it read at once; a good moment to flush. */
        default void onReadComplete() {}

        /**
         * Is called last and exactly once, whoever closed; also when opening failed.
         *
         * @param code the close code received or sent; 1005 for none, 1006 where the connection was lost
         * @param cause what went wrong, or null after an orderly close
         */
        void onClose(int code, @Nullable Throwable cause);
    }
}
