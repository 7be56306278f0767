package dev.sockeye.cli;

import dev.sockeye.socketio.server.Handshake;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Is a handshake in the shape in which Node.js shows it.
 *
 * @param query the parameters
 * @param headers the header fields, names in lower case, repeated ones joined
 * @param auth what the client sent to be let in, as it came; an empty object for nothing
 */
record HandshakeReport(Map<String, String> query, Map<String, String> headers, Object auth) {
    static HandshakeReport of(Handshake handshake) {
        var headers = new LinkedHashMap<String, String>();
        handshake
                .headers()
                .forEach((name, value) -> headers.merge(name.toLowerCase(Locale.ROOT), value, (a, b) -> a + ", " + b));
        var auth = handshake.credentials();
        return new HandshakeReport(
                handshake.query(),
                headers,
                auth.size() == 0 ? Map.of() : auth.encoded().element(0));
    }
}
