package dev.sockeye.socketio.events;

/** Says that the socket was disconnected before it acknowledged. */
public final class AckDisconnectedException extends AckException {
    /** Makes it with the official words. */
    public AckDisconnectedException() {
        super("socket has been disconnected");
    }
}
