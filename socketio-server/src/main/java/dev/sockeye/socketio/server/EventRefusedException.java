package dev.sockeye.socketio.server;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refuses an event, from a packet middleware or from a handler. Where the client waits for an answer, it gets {@code
 * {"error":{"code":"refused","message":"...","data":...}}}, unless {@link SocketIoServerBuilder#refusalAnswer} says
 * otherwise. Clients of protocol 4 whose event a middleware refused get an error packet instead: their {@code error} event,
 * with the data or else the message.
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

    /** Stands for a failure of which the client is told nothing more. */
    static EventRefusedException failed() {
        return new EventRefusedException("internal_error", "Internal server error", null);
    }

    /** Stands for an answer that did not come in time. */
    static EventRefusedException late() {
        return new EventRefusedException("timeout", "The server took too long", null);
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

    /** Returns what else the client is told. */
    public Optional<Object> data() {
        return Optional.ofNullable(data);
    }
}
