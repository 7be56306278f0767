package dev.sockeye.socketio.client;

import java.util.Optional;

/**
 * Is what the error listeners of a socket are told. Immutable.
 *
 * @param kind what was being done
 * @param cause what was thrown
 * @param event the name of the event that was being handled
 */
public record ClientError(Kind kind, Throwable cause, Optional<String> event) {
    /** Lists what can go wrong. */
    public enum Kind {
        /** A handler or listener threw. */
        HANDLER,
        /** An argument did not fit the type that a handler wants: mostly the server's fault. */
        BINDING,
        /** A handler refused an event. */
        REFUSED,
        /** The server sent what can't be decoded; the connection is given up. */
        DECODING,
        /** The application's executor refused to run handlers; they run elsewhere. */
        EXECUTOR,
        /** A listener to outgoing events is too slow and misses some. */
        OVERLOAD
    }

    /** Names kind and cause. */
    @Override
    public String toString() {
        return kind + ": " + cause;
    }
}
