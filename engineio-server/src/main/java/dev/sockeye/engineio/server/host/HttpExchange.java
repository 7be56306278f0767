package dev.sockeye.engineio.server.host;

/**
 * Is one HTTP request and its answer. Exactly one of {@link #respond}, {@link #upgrade} and {@link #abort} ends it; what
 * comes later is ignored. Methods may be called from any thread and never block; callbacks come on {@link #lane()}.
 */
public interface HttpExchange {
    /** Returns the head of the request. */
    Request request();

    /** Returns the serial executor on which this exchange's callbacks run; for Netty its event loop. */
    Lane lane();

    /**
     * Reads the whole body, once. Not called for a request that its head already condemns: the host then discards the
     * body, or closes the connection behind the answer where that would be costly.
     *
     * @param limit the largest body taken, in bytes as received
     */
    void readBody(long limit, BodyListener listener);

    /** Answers the request. */
    default void respond(Response response) {
        respond(response, failure -> {});
    }

    /**
     * Answers the request; a host may wait with that, and with {@code done}, until {@link HttpHandler#handle} has returned.
     *
     * @param done told once, on this exchange's lane, when the network has taken the answer, or has failed to
     */
    void respond(Response response, FrameChannel.Completion done);

    /**
     * Answers 101 and turns the connection into a WebSocket. Only where {@link Request#webSocket()} says so: the host
     * has then checked the opening handshake, and refused it where it was wrong. It may wait with that as with an answer.
     *
     * @param headers more headers for the 101
     * @param options limits and extensions of the WebSocket
     * @param lane where the channel's callbacks are to run: this exchange's, or that of the session that it joins
     */
    void upgrade(Headers headers, WebSocketOptions options, Lane lane, FrameChannel.Listener listener);

    /** Closes the connection without an answer. */
    void abort();

    /** Calls back once if the connection is lost before the exchange has ended; at once where that has happened. */
    void onAbort(Runnable listener);
}
