package dev.sockeye.engineio.server.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Answers HTTP requests of a host. The engine is one. */
public interface HttpHandler {
    /** Makes a handler of several: each request goes to the first that it matches. */
    static HttpHandler firstOf(HttpHandler... handlers) {
        return new FirstOf(List.of(handlers));
    }

    /**
     * Tells whether a request is this handler's to answer.
     *
     * @param rawTarget the request target as it came, with its query
     */
    boolean matches(String rawTarget);

    /**
     * Returns how long a WebSocket handshake that no handler has claimed may stay unanswered before the host ends its
     * connection; empty to leave it alone. Only for hosts that share their connections with other software.
     */
    default Optional<Duration> unclaimedUpgradeTimeout() {
        return Optional.empty();
    }

    /**
     * Is told that a host has begun to listen for this handler, on the thread that started it. Does nothing unless
     * overridden.
     *
     * @param encrypted whether all connections are encrypted
     */
    default void listening(boolean encrypted) {}

    /**
     * Returns the headers of an answer that the host gives itself, because a request is too long or malformed, takes too
     * long, or comes while the host closes: those without which a browser shows its page nothing of the answer. None by
     * default. Called on the connection's thread; returns at once.
     *
     * @param request what could be read of the head; it may be incomplete
     */
    default Headers refusalHeaders(Request request) {
        return Headers.empty();
    }

    /** Takes a request whose head has arrived. Called on the exchange's lane; returns at once. */
    void handle(HttpExchange exchange);
}
