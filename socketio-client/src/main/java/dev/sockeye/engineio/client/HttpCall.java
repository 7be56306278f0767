package dev.sockeye.engineio.client;

import io.netty.handler.codec.http.FullHttpRequest;

/** Is a kind of requests that one {@link HttpLine} carries, one at a time. Called on the lane. */
interface HttpCall {
    /** Makes the request; again where it is repeated. */
    FullHttpRequest request();

    /**
     * Tells whether the request may be repeated when the connection ended before any answer came, though all of it was
     * written.
     */
    boolean repeatable();

    void answered(HttpAnswer answer);

    void failed(Throwable cause);
}
