package dev.sockeye.socketio.events;

/** Says that the event was never sent, so that nobody can acknowledge it. */
public final class AckDroppedException extends AckException {
    /** Makes it with the reason, in words that follow a colon. */
    public AckDroppedException(String reason) {
        super("the event was dropped: " + reason);
    }
}
