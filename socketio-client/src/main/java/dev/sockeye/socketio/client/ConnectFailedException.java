package dev.sockeye.socketio.client;

import dev.sockeye.engineio.client.EngineException;
import dev.sockeye.socketio.events.Args;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Says why a socket could not be connected: the server refused, or it could not be reached. Immutable.
 *
 * <p>The message is the server's own where it refused, and else begins with the official one: {@code xhr poll error}, {@code
 * websocket error}, {@code timeout}.
 */
public final class ConnectFailedException extends RuntimeException {
    private final boolean refused;
    private final boolean retried;
    // Not serialised: what belongs to a connection never leaves the process.
    private final transient @Nullable Args data;
    private final transient @Nullable EngineException transport;

    private ConnectFailedException(
            String message, boolean refused, boolean retried, @Nullable Args data, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.refused = refused;
        this.retried = retried;
        this.data = data;
        this.transport = cause instanceof EngineException engine ? engine : null;
    }

    static ConnectFailedException refused(String message, Args data) {
        return new ConnectFailedException(message, true, false, data, null);
    }

    static ConnectFailedException failed(String message, boolean retried, @Nullable Throwable cause) {
        return new ConnectFailedException(message, false, retried, null, cause);
    }

    /** Tells whether the server refused the namespace, which no further attempt would change. */
    public boolean refused() {
        return refused;
    }

    /** Tells whether another attempt follows by itself. Where not, {@link Socket#connect} begins one. */
    public boolean retried() {
        return retried;
    }

    /**
     * Returns what the server told beyond its message, as one argument to be bound to a type; none where it told nothing.
     */
    public Optional<Args> data() {
        return Optional.ofNullable(data).filter(args -> args.size() > 0);
    }

    /** Returns the name of the transport that failed. */
    public Optional<String> transport() {
        return Optional.ofNullable(transport).map(EngineException::transport);
    }

    /** Returns the HTTP status with which the connection was refused. */
    public OptionalInt status() {
        return transport == null ? OptionalInt.empty() : transport.status();
    }

    /** Returns the text with which the connection was refused, cut where it is long. */
    public Optional<String> body() {
        return transport == null ? Optional.empty() : transport.body();
    }
}
