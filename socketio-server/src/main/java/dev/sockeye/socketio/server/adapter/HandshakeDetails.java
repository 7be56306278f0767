package dev.sockeye.socketio.server.adapter;

import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Is what nodes tell each other of a handshake. Immutable.
 *
 * @param headers the header fields by their names in lower case; those of one name are joined by a comma
 * @param time when the connection was made, as text in the form of ECMAScript's {@code Date}
 * @param address the peer's address
 * @param xdomain whether the request named an origin
 * @param secure whether the connection to the node is encrypted
 * @param issued when the socket was made
 * @param url the request's target with its query
 * @param query the query's parameters
 * @param auth what the client sent to be let in; an empty object where it sent nothing
 */
public record HandshakeDetails(
        Map<String, String> headers,
        String time,
        String address,
        boolean xdomain,
        boolean secure,
        Instant issued,
        String url,
        Map<String, String> query,
        JsonNode auth) {
    /** Describes the handshake without its content, which holds secrets. */
    @Override
    public String toString() {
        return "HandshakeDetails[" + issued + "]";
    }
}
