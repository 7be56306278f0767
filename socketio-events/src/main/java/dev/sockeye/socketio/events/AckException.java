package dev.sockeye.socketio.events;

/** Says why an acknowledgement will not come. */
public abstract sealed class AckException extends RuntimeException
        permits AckTimeoutException, AckDisconnectedException, AckOverflowException, AckDroppedException {
    AckException(String sentence) {
        super(sentence, null, false, false);
    }
}
