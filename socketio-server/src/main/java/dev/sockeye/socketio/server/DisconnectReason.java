package dev.sockeye.socketio.server;

import dev.sockeye.engineio.server.CloseReason;

/** Lists why a socket is disconnected; the text is the official one where there is one. */
public enum DisconnectReason {
    /** The client left the namespace. */
    CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),
    /** The server took the socket off the namespace. */
    SERVER_NAMESPACE_DISCONNECT("server namespace disconnect"),
    /** The client closed the connection. */
    TRANSPORT_CLOSE("transport close"),
    /** The connection failed. */
    TRANSPORT_ERROR("transport error"),
    /** The client did not answer the heartbeat. */
    PING_TIMEOUT("ping timeout"),
    /** The client sent what is no Engine.IO packet. */
    PARSE_ERROR("parse error"),
    /** The server closed the connection, often because the client broke the protocol. */
    FORCED_CLOSE("forced close"),
    /** The server closed the connection while something was on its way to the client. */
    FORCED_SERVER_CLOSE("forced server close"),
    /** The server is shutting down. */
    SERVER_SHUTTING_DOWN("server shutting down"),
    /** The client does not read what is sent to it. Sockeye's own. */
    SLOW_CONSUMER("slow consumer"),
    /** The client came back over another connection before the loss of this one was noticed. Sockeye's own. */
    TAKEN_OVER("taken over");

    private final String text;

    DisconnectReason(String text) {
        this.text = text;
    }

    static DisconnectReason of(CloseReason reason) {
        return switch (reason) {
            case TRANSPORT_CLOSE -> TRANSPORT_CLOSE;
            case TRANSPORT_ERROR -> TRANSPORT_ERROR;
            case PING_TIMEOUT -> PING_TIMEOUT;
            case PARSE_ERROR -> PARSE_ERROR;
            case FORCED_CLOSE -> FORCED_CLOSE;
            case SERVER_SHUTTING_DOWN -> SERVER_SHUTTING_DOWN;
            case SLOW_CONSUMER -> SLOW_CONSUMER;
        };
    }

    /** Tells whether the client may go on where it was when it comes back, where recovery is on. */
    boolean recoverable() {
        return switch (this) {
            case TRANSPORT_CLOSE,
                    TRANSPORT_ERROR,
                    PING_TIMEOUT,
                    FORCED_CLOSE,
                    FORCED_SERVER_CLOSE,
                    SERVER_SHUTTING_DOWN,
                    TAKEN_OVER -> true;
            case CLIENT_NAMESPACE_DISCONNECT, SERVER_NAMESPACE_DISCONNECT, PARSE_ERROR, SLOW_CONSUMER -> false;
        };
    }

    /** Returns the official text. */
    public String text() {
        return text;
    }

    /** Returns the official text. */
    @Override
    public String toString() {
        return text;
    }
}
