package dev.sockeye.socketio.events;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refuses an event, from a handler or from a packet middleware of a server. Where the sender waits for an answer, it gets
 * {@code {"error":{"code":"refused","message":"...","data":...}}}, unless an option of the server says otherwise. Clients of
 * protocol 4 whose event a middleware refused get an error packet instead: their {@code error} event, with the data or else
 * the message.
 */
public final class EventRefusedException extends RuntimeException {
    private final String code;
    // Not serialised: an exception of this kind never leaves the process but as a packet.
    private final transient @Nullable Object data;

    /** Refuses with a message. */
    public EventRefusedException(String message) {
        this(message, null);
    }

    /** Refuses with a message and more, which must be encodable as an argument of an event; null for nothing more. */
    public EventRefusedException(String message, @Nullable Object data) {
        this("refused", message, data);
    }

    /** Refuses with a code for programs, a message, and more, which must be encodable; null for nothing more. */
    public EventRefusedException(String code, String message, @Nullable Object data) {
        super(message, null, false, false);
        this.code = code;
        this.data = data;
    }

    /**
     * Returns the code: {@code refused} where none was chosen; {@code timeout} where a middleware did not answer in time,
     * {@code internal_error} where something failed.
     */
    public String code() {
        return code;
    }

    /** Returns the message. */
    public String message() {
        var message = getMessage();
        return message == null ? "" : message;
    }

    /** Returns what else the sender is told. */
    public Optional<Object> data() {
        return Optional.ofNullable(data);
    }
}
