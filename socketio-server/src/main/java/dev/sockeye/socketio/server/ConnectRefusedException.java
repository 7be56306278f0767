package dev.sockeye.socketio.server;

import org.jspecify.annotations.Nullable;

/** Refuses a connection to a namespace: the client gets message and data with its {@code connect_error}. */
public final class ConnectRefusedException extends RuntimeException {
    // Not serialised: an exception of this kind never leaves the process but as a packet.
    private final transient @Nullable Object data;

    /** Refuses with a message. */
    public ConnectRefusedException(String message) {
        this(message, null);
    }

    /** Refuses with a message and more, which must be encodable as an argument of an event; null for nothing more. */
    public ConnectRefusedException(String message, @Nullable Object data) {
        super(message, null, false, false);
        this.data = data;
    }

    /** Returns the message. */
    public String message() {
        var message = getMessage();
        return message == null ? "" : message;
    }

    @Nullable
    Object data() {
        return data;
    }
}
