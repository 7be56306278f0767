package dev.sockeye.engineio.server.host;

import dev.sockeye.engineio.protocol.Bytes;

/** Takes the body of a request: exactly one of the three is called, on the exchange's lane. */
public interface BodyListener {
    /** Takes the whole body. */
    void onBody(Bytes body);

    /** Tells that the body exceeds the limit; the exchange still wants its answer. */
    void onTooLarge();

    /** Tells that the connection was lost, or closed by the host for being too slow, before the end of the body. */
    void onAborted();
}
