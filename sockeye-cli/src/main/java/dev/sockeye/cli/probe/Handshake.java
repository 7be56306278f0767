package dev.sockeye.cli.probe;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Is the answer to a request for a WebSocket.
 *
 * @param answer the answer
 * @param socket the WebSocket, where it was granted and the answer is right
 */
public record Handshake(Answer answer, Optional<WebSocket> socket) {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int SWITCHING = 101;

    static Handshake of(Answer answer, Request request, Wire wire) {
        var key = request.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("Sec-WebSocket-Key"))
                .map(Header::value)
                .findFirst()
                .orElse("");
        var granted = answer.status() == SWITCHING
                && answer.list("Upgrade").contains("websocket")
                && answer.all("Sec-WebSocket-Accept").equals(List.of(accept(key)));
        if (!granted) {
            wire.close();
            return new Handshake(answer, Optional.empty());
        }
        var extensions = answer.first("Sec-WebSocket-Extensions").orElse("");
        return new Handshake(answer, Optional.of(new WebSocket(wire, extensions)));
    }

    private static String accept(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-1", e);
        }
    }
}
