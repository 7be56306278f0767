package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.netty.DeflateExtension;
import dev.sockeye.engineio.server.host.Headers;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks and answers a client's opening handshake (RFC 6455, section 4.2). */
final class OpeningHandshake {
    private static final String VERSION = "13";
    private static final byte[] GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11".getBytes(StandardCharsets.ISO_8859_1);
    private static final int KEY_LENGTH = 24;

    // Looking one up costs more than the digest of a key.
    private static final FastThreadLocal<MessageDigest> SHA_1 = new FastThreadLocal<>() {
        @Override
        protected MessageDigest initialValue() throws NoSuchAlgorithmException {
            return MessageDigest.getInstance("SHA-1");
        }
    };

    private OpeningHandshake() {}

    /**
     * Returns the key of a request that asks for a WebSocket; null where it does not.
     *
     * @throws BadRequestException if it does, and wrongly
     */
    static @Nullable String key(RequestHead head) {
        var headers = head.headers();
        if (!headers.lists("Upgrade", "websocket")) {
            return null;
        }
        if (!head.method().equals("GET") || head.http10() || head.hasBody()) {
            throw new BadRequestException(400, "only a GET of HTTP/1.1 opens a WebSocket");
        }
        if (!headers.lists("Connection", "upgrade")) {
            throw new BadRequestException(400, "Connection does not name the upgrade");
        }
        if (headers.count("Sec-WebSocket-Version") != 1) {
            throw new BadRequestException(400, "there is not exactly one version");
        }
        if (!headers.firstIs("Sec-WebSocket-Version", VERSION)) {
            throw new BadRequestException(426, "the version is unknown");
        }
        var key = headers.first("Sec-WebSocket-Key").orElse("");
        if (headers.count("Sec-WebSocket-Key") != 1 || !wellFormed(key)) {
            throw new BadRequestException(400, "there is not exactly one key of 16 bytes");
        }
        var protocols = headers.all("Sec-WebSocket-Protocol");
        if (!protocols.isEmpty() && !distinctTokens(String.join(",", protocols))) {
            throw new BadRequestException(400, "the protocols are no list of different tokens");
        }
        return key;
    }

    /** Returns what the answer to a wrong version says besides its status (RFC 6455, section 4.4). */
    static Headers wrongVersion() {
        return Headers.of("Sec-WebSocket-Version", VERSION, "Upgrade", "websocket");
    }

    /** Returns the extension to answer with, if one is wanted and offered. */
    static Optional<String> extension(RequestHead head, boolean deflate) {
        return deflate
                ? DeflateExtension.accept(String.join(",", head.headers().all("Sec-WebSocket-Extensions")))
                : Optional.empty();
    }

    /** Returns what the 101 says besides what it always says: protocol and extension before the headers given. */
    static Headers answer(RequestHead head, Headers more, Optional<String> extension) {
        var protocol = firstProtocol(head);
        if (protocol.isEmpty() && extension.isEmpty()) {
            return more;
        }
        var headers = Headers.builder();
        protocol.ifPresent(value -> headers.add("Sec-WebSocket-Protocol", value));
        extension.ifPresent(value -> headers.add("Sec-WebSocket-Extensions", value));
        return headers.addAll(more).build();
    }

    /** Returns the client's first choice out of a list that was checked. */
    private static Optional<String> firstProtocol(RequestHead head) {
        return head.headers().first("Sec-WebSocket-Protocol").map(list -> {
            var comma = list.indexOf(',');
            return (comma < 0 ? list : list.substring(0, comma)).strip();
        });
    }

    private static boolean distinctTokens(String list) {
        var seen = new HashSet<String>();
        for (var from = 0; from <= list.length(); ) {
            var comma = list.indexOf(',', from);
            var to = comma < 0 ? list.length() : comma;
            var item = list.substring(from, to).strip();
            if (!Grammar.token(item) || !seen.add(item)) {
                return false;
            }
            from = to + 1;
        }
        return true;
    }

    /** Tells whether a text is 16 bytes in Base64. */
    private static boolean wellFormed(String key) {
        if (key.length() != KEY_LENGTH) {
            return false;
        }
        for (var i = 0; i < KEY_LENGTH; i++) {
            var c = key.charAt(i);
            if (i < KEY_LENGTH - 2 ? !Grammar.base64(c) : c != '=') {
                return false;
            }
        }
        return true;
    }

    /** Returns what proves to the client that its key was read. */
    static byte[] accept(String key) {
        // A digest resets itself when it is done.
        var digest = SHA_1.get();
        digest.update(key.getBytes(StandardCharsets.ISO_8859_1));
        // An array of its own: a WebSocket that moves to another loop is answered when others have been here.
        return Base64.getEncoder().encode(digest.digest(GUID));
    }
}
