package dev.sockeye.socketio.protocol;

/** Says that bytes from the peer break the Socket.IO protocol. The message is fixed text, never the peer's content. */
public final class SocketProtocolException extends RuntimeException {
    /** Makes an exception with a sentence that names the rule broken. */
    public SocketProtocolException(String sentence) {
        // The peer causes these at will: no stack trace to fill in.
        super(sentence, null, false, false);
    }
}
