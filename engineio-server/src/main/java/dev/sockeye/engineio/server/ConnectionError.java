package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Request;
import java.util.Map;

/**
 * Tells that a request was refused. Immutable.
 *
 * @param request the head of the request
 * @param code the official code: 0 transport unknown, 1 session unknown, 2 bad handshake method, 3 bad request, 4
 *     forbidden, 5 protocol version unsupported
 * @param message the official text for it
 * @param context more about the cause: {@code name}, {@code transport}, {@code sid}, {@code method}, {@code message}
 */
public record ConnectionError(Request request, int code, String message, Map<String, String> context) {
    /** Copies the context. */
    public ConnectionError {
        context = Map.copyOf(context);
    }
}
