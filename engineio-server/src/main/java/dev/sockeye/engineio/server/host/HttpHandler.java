package dev.sockeye.engineio.server.host;

/** Answers HTTP requests of a host. The engine is one. */
public interface HttpHandler {
    /**
     * Tells whether a request is this handler's to answer.
     *
     * @param rawTarget the request target as it came, with its query
     */
    boolean matches(String rawTarget);

    /** Takes a request whose head has arrived. Called on the exchange's lane; returns at once. */
    void handle(HttpExchange exchange);
}
