package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.Message;
import org.jspecify.annotations.Nullable;

/** Is told what happens to a session. Called on the session's lane; must not block. */
public interface SessionListener {
    /** Takes a message from the client, in order. */
    void onMessage(Message message);

    /** Is called when all messages that arrived together have been handed over. */
    default void onMessagesComplete() {}

    /** Is called when the session has moved to another transport. */
    default void onUpgrade() {}

    /**
     * Is called when a WebSocket that was to take over did not; the session goes on over polling.
     *
     * @param reason why, a fixed text
     */
    default void onUpgradeFailed(String reason) {}

    /** Is called when messages of one call of {@link Session#sendExpendable} were dropped because too much waits. */
    default void onDropped() {}

    /**
     * Is called when no more than {@link EngineOptions#lowWaterMark} waits to be sent, after it was more than {@link
     * EngineOptions#highWaterMark} or somebody {@link Session#expectWritable asked}.
     */
    default void onWritable() {}

    /** Is called when everything sent has left and the session is writable again. */
    default void onDrain() {}

    /**
     * Is called last and once, when the session has ended.
     *
     * @param description more about the cause, fixed text or null
     */
    void onClose(CloseReason reason, @Nullable String description);
}
