package dev.sockeye.engineio.client;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Says what went wrong on a transport. The message is the official one ({@code xhr poll error}, {@code websocket error},
 * {@code timeout}, ...), followed by the reason where there is one to tell.
 */
public final class EngineException extends RuntimeException {
    private final String transport;
    private final OptionalInt status;
    private final Optional<String> body;

    /**
     * Makes an exception without a stack, which would tell of the lane only.
     *
     * @param transport the name of the transport
     * @param status the HTTP status with which the server refused
     * @param body the text with which the server refused, cut where it is long
     */
    public EngineException(
            String message, String transport, OptionalInt status, Optional<String> body, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.transport = transport;
        this.status = status;
        this.body = body;
    }

    /** Returns the name of the transport that failed: {@code polling} or {@code websocket}. */
    public String transport() {
        return transport;
    }

    /** Returns the HTTP status with which the server refused. */
    public OptionalInt status() {
        return status;
    }

    /** Returns the text with which the server refused, at most 4,096 characters of it. */
    public Optional<String> body() {
        return body;
    }
}
