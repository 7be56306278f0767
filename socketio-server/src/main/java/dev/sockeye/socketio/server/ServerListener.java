package dev.sockeye.socketio.server;

import dev.sockeye.engineio.server.CloseReason;
import dev.sockeye.engineio.server.ConnectionError;
import java.time.Duration;
import java.util.Optional;

/**
 * Is told what happens in a server: what metrics, traces and audits are made of. A server without listeners does nothing for
 * them.
 *
 * <p>Called where it happens, on the I/O threads unless a method says otherwise: must not block, and must be thread-safe.
 * What it throws goes to the error hook and changes nothing. Names that are passed are few, and fit for tags: reasons and
 * outcomes are enums, and of event names only those that have a handler are passed. Namespaces are as many as the application
 * makes.
 */
public interface ServerListener {
    /** Stands for the name of an event that has no handler: clients could send as many names as they like. */
    String OTHER = "other";

    /** Takes note that a client has opened a session, with transport and protocol revision. */
    default void sessionOpened(Conn conn) {}

    /**
     * Takes note that a session has ended, with {@link CloseReason#SLOW_CONSUMER} where its client did not read.
     *
     * @param description more about the cause, a fixed text, where there is more to say
     * @param age how long it was open
     */
    default void sessionClosed(Conn conn, CloseReason reason, Optional<String> description, Duration age) {}

    /** Takes note that a request was refused: a handshake, mostly. The official {@code connection_error}. */
    default void requestRefused(ConnectionError error) {}

    /** Takes note that a session has moved from polling to a WebSocket. */
    default void upgraded(Conn conn) {}

    /**
     * Takes note that a session could not move to a WebSocket and goes on over polling.
     *
     * @param reason why, one of few fixed texts
     */
    default void upgradeFailed(Conn conn, String reason) {}

    /** Takes note that a socket is connected. */
    default void socketConnected(Socket socket) {}

    /** Takes note that a middleware has refused a client; the message is the application's. */
    default void socketRefused(Socket socket, ConnectRefusedException refusal) {}

    /** Takes note that a socket is disconnected. On the handler executor, behind the handlers that were told. */
    default void socketDisconnected(Socket socket, DisconnectReason reason) {}

    /**
     * Takes note that an event of a client was handled. On the handler executor, behind the handlers.
     *
     * @param event the name, if it has a handler; {@link #OTHER} if not
     * @param nanos how long its handlers took
     */
    default void eventHandled(Socket socket, String event, EventOutcome outcome, long nanos) {}

    /**
     * Takes note that an acknowledgement which the server asked for has come, or will not. Where acknowledgements are
     * completed: not on an I/O thread unless handlers run there.
     *
     * @param event the name of the event that asked for it
     * @param nanos how long it was awaited
     */
    default void acknowledged(Socket socket, String event, AckOutcome outcome, long nanos) {}

    /**
     * Takes note that an event for a slow receiver was dropped: a volatile one, or one that the {@link SlowReceiverPolicy}
     * names. On the thread that emitted it or an I/O thread.
     */
    default void dropped(Conn conn) {}

    /** Takes note that the server begins to drain, that another session has ended since, and that it is done. */
    default void draining(Drain drain) {}
}
