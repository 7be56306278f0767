package dev.sockeye.cli.doctor;

/** Names what a check builds on. */
enum Need {
    /** The server's machine can be connected to. */
    NETWORK,
    /** It is Socket.IO that answers. */
    SOCKET_IO,
    /** The page is of another origin than the server. */
    OTHER_ORIGIN,
    /** Polling sessions can be opened. */
    POLLING,
    /** Requests of a polling session reach it. */
    SESSION,
    /** WebSocket handshakes make sense. */
    WEBSOCKET,
    /** WebSockets can be opened. */
    OPEN_WEBSOCKET
}
