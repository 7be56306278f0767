package dev.sockeye.engineio.netty;

/** Tells that the peer broke the WebSocket protocol, and with which close code the connection fails. */
public final class WebSocketException extends RuntimeException {
    private final int code;

    WebSocketException(int code, String sentence) {
        // The peer's fault and not ours: nobody reads the stack, and a flood of these must stay cheap.
        super(sentence, null, false, false);
        this.code = code;
    }

    /** Returns the close code of RFC 6455, section 7.4. */
    public int code() {
        return code;
    }
}
