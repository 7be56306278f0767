package dev.sockeye.socketio.client;

/** Lists what the listeners of a manager are told. */
enum ManagerEvent {
    OPEN,
    CLOSE,
    ERROR,
    PING,
    PONG,
    TRANSPORT,
    RECONNECT,
    RECONNECT_ATTEMPT,
    RECONNECT_ERROR,
    RECONNECT_FAILED,
    PACKET
}
