package dev.sockeye.testkit;

import org.jspecify.annotations.Nullable;

/** Says that the server has closed or reset the connection before it sent what a test was waiting for. */
public final class RawClosedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RawClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
