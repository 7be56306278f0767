package dev.sockeye.testkit;

/** Says that the server has kept silent for longer than a test is willing to wait. */
public final class RawTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RawTimeoutException(String message, Throwable cause) {
        super(message, cause);
    }
}
