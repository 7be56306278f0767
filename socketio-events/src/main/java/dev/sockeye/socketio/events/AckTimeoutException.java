package dev.sockeye.socketio.events;

/** Says that an acknowledgement did not come in time. */
public final class AckTimeoutException extends AckException {
    /** Makes it with the official words. */
    public AckTimeoutException() {
        super("operation has timed out");
    }
}
