package dev.sockeye.socketio.server;

/** Says that an acknowledgement was given up because too many newer ones are awaited from the same socket. */
public final class AckOverflowException extends AckException {
    AckOverflowException() {
        super("too many acknowledgements are awaited");
    }
}
