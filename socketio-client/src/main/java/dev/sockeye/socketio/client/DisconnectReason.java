package dev.sockeye.socketio.client;

import dev.sockeye.engineio.client.CloseReason;

/** Lists why a socket is disconnected, by the official names. */
public enum DisconnectReason {
    /** The server took the socket off the namespace. The socket does not come back by itself. */
    IO_SERVER_DISCONNECT("io server disconnect"),
    /** The application disconnected the socket. It does not come back by itself. */
    IO_CLIENT_DISCONNECT("io client disconnect"),
    /** Nothing came from the server for too long. */
    PING_TIMEOUT("ping timeout"),
    /** The server closed the connection, or it was lost. */
    TRANSPORT_CLOSE("transport close"),
    /** The connection failed. */
    TRANSPORT_ERROR("transport error"),
    /** The server sent what can't be decoded. */
    PARSE_ERROR("parse error"),
    /** The application closed the connection below the socket, by its {@link Manager}. */
    FORCED_CLOSE("forced close");

    private final String text;

    DisconnectReason(String text) {
        this.text = text;
    }

    static DisconnectReason of(CloseReason reason) {
        return switch (reason) {
            case PING_TIMEOUT -> PING_TIMEOUT;
            case TRANSPORT_CLOSE -> TRANSPORT_CLOSE;
            case FORCED_CLOSE -> FORCED_CLOSE;
            // Official: what is no Engine.IO packet is an error of the transport.
            case TRANSPORT_ERROR, PARSE_ERROR -> TRANSPORT_ERROR;
        };
    }

    /** Tells whether the socket comes back by itself, unless reconnection is off. */
    public boolean reconnects() {
        return this != IO_SERVER_DISCONNECT && this != IO_CLIENT_DISCONNECT;
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
