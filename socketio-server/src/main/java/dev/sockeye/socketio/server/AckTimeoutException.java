package dev.sockeye.socketio.server;

/** Says that an acknowledgement did not come in time. */
public final class AckTimeoutException extends AckException {
    AckTimeoutException() {
        super("operation has timed out");
    }
}
