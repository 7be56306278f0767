package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.netty.WebSocketHandler;
import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.host.Headers;
import io.netty.channel.ChannelFuture;

/**
 * Is the codec's side of a connection: it hands one request at a time to its {@link HttpConnection} and writes what that
 * answers. Confined to the event loop.
 */
interface HttpFront {
    /** Returns what could be read of the head at hand, where it is none. */
    RequestHead headSoFar();

    /** Hands over the body of the current request; until then it waits, and with it the peer. */
    void wantBody();

    /** Hands over the next request when there is one. */
    void nextRequest();

    /** Drops whatever comes from now on. */
    void discardInput();

    /** Tells the client to send its body. */
    void writeContinue();

    /**
     * Writes an answer.
     *
     * @param headers all but {@code Content-Length}
     * @param length what {@code Content-Length} tells; negative where the answer has none
     * @param body what goes on the wire; empty for an answer to HEAD
     */
    ChannelFuture write(int status, Headers headers, int length, Bytes body);

    /** Leaves the pipeline to a WebSocket, with the bytes that came behind the request. */
    void leaveTo(WebSocketHandler webSocket);
}
