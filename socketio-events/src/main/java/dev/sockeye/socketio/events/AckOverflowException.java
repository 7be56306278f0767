package dev.sockeye.socketio.events;

/** Says that an acknowledgement was given up because too many newer ones are awaited from the same socket. */
public final class AckOverflowException extends AckException {
    /** Makes it with its words. */
    public AckOverflowException() {
        super("too many acknowledgements are awaited");
    }
}
