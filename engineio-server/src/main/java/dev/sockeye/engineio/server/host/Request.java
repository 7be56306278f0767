package dev.sockeye.engineio.server.host;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Is the head of an HTTP request. Immutable.
 *
 * @param method the method as sent, such as {@code GET}
 * @param target the request target as sent, with its query
 * @param headers the header fields in the order received
 * @param remote the peer's address as the socket knows it; proxies are not looked through
 * @param secure whether the connection to this server is encrypted
 * @param webSocket whether this is a well-formed opening handshake of a WebSocket
 */
public record Request(
        String method, String target, Headers headers, InetSocketAddress remote, boolean secure, boolean webSocket) {
    /** Returns the target up to its query, as sent. */
    public String path() {
        var query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Returns the query without its question mark, as sent; empty where there is none. */
    public String query() {
        var query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }

    /** Returns the first value of a header field, its name in any case. */
    public Optional<String> header(String name) {
        return headers.first(name);
    }

    /** Describes the request without its query, which holds secrets. */
    @Override
    public String toString() {
        return method + " " + path();
    }
}
