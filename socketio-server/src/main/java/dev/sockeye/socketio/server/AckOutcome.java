package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.AckDisconnectedException;
import dev.sockeye.socketio.events.AckTimeoutException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Lists what can become of an acknowledgement that the server asks for. */
public enum AckOutcome {
    /** The client answered. */
    ANSWERED,
    /** The client did not answer in time. */
    TIMEOUT,
    /** The client disconnected before it answered. */
    DISCONNECTED,
    /** Too many others were awaited; or the application has given it up. */
    ABANDONED;

    static AckOutcome of(@Nullable Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause == null) {
            return ANSWERED;
        }
        if (cause instanceof AckTimeoutException) {
            return TIMEOUT;
        }
        return cause instanceof AckDisconnectedException ? DISCONNECTED : ABANDONED;
    }
}
