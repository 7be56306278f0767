package dev.sockeye.socketio.server;

/** Is how a middleware answers: exactly one of the two counts, the first. Any thread. */
public interface Next {
    /** Goes on to the next middleware, behind the last one to the connection. */
    void proceed();

    /** Refuses the connection to the namespace; the client is told. */
    void refuse(ConnectRefusedException error);
}
