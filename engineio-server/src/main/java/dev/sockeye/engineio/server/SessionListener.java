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

    /** Is called when everything sent has left and the session is writable again. */
    default void onDrain() {}

    /**
     * Is called last and once, when the session has ended.
     *
     * @param description more about the cause, fixed text or null
     */
    void onClose(CloseReason reason, @Nullable String description);
}
