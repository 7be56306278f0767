package dev.sockeye.socketio.netty;

/** Tells that a request cannot be served, and with which status it is refused; the connection ends behind the answer. */
final class BadRequestException extends RuntimeException {
    private final int status;

    BadRequestException(int status, String sentence) {
        // The peer's fault and not ours: nobody reads the stack, and a flood of these must stay cheap.
        super(sentence, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
