package dev.sockeye.socketio.server;

/** Says that the socket was disconnected before it acknowledged. */
public final class AckDisconnectedException extends AckException {
    AckDisconnectedException() {
        super("socket has been disconnected");
    }
}
