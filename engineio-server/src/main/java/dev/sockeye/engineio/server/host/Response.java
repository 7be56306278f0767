package dev.sockeye.engineio.server.host;

import dev.sockeye.engineio.protocol.Bytes;

/**
 * Is the answer to an HTTP request. Immutable. The host adds {@code Content-Length} and what belongs to the connection,
 * and compresses the body where that is wanted, allowed by the request and worth it.
 *
 * @param status the status code
 * @param headers the header fields, without {@code Content-Length} and {@code Connection}
 * @param body the whole body, empty for none
 * @param compressAbove compress bodies of at least this many bytes; negative for never
 * @param close whether the connection must end behind this answer
 */
public record Response(int status, Headers headers, Bytes body, int compressAbove, boolean close) {
    /** Makes an answer that is never compressed and leaves the connection open. */
    public Response(int status, Headers headers, Bytes body) {
        this(status, headers, body, -1, false);
    }

    /** Makes an answer without a body. */
    public static Response empty(int status) {
        return new Response(status, Headers.empty(), Bytes.EMPTY);
    }
}
