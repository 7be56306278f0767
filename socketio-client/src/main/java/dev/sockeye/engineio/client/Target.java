package dev.sockeye.engineio.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Says where a connection goes and what its requests ask for. Immutable.
 *
 * @param secure whether TLS is spoken
 * @param host a name or an address, IPv6 without brackets
 * @param polling path and query of polling requests, as far as they are always the same
 * @param webSocket path and query of the WebSocket request, as far as they are always the same
 */
record Target(boolean secure, String host, int port, String polling, String webSocket) {
    private static final Set<String> RESERVED = Set.of("EIO", "transport", "sid");

    /**
     * Reads a URI.
     *
     * @throws IllegalArgumentException if it has another scheme or no host
     */
    static Target of(URI uri, EngineClientOptions options) {
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        var secure = scheme.equals("https") || scheme.equals("wss");
        Checks.that(
                secure || scheme.equals("http") || scheme.equals("ws"),
                "uri",
                uri,
                "the scheme http, https, ws or wss");
        var authority = uri.getRawAuthority();
        if (authority == null) {
            throw Checks.wrong("uri", uri, "a host");
        }
        // Not getHost(): it knows nothing of hosts with an underscore in their names, which containers have.
        var address = authority.substring(authority.lastIndexOf('@') + 1);
        var colon = address.lastIndexOf(':');
        var named = colon > address.lastIndexOf(']');
        var host = named ? address.substring(0, colon) : address;
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        Checks.that(plain(host), "uri", uri, "a host");
        return new Target(
                secure,
                host,
                named ? port(uri, address.substring(colon + 1), secure) : secure ? 443 : 80,
                options.path() + query(uri, options, Transport.POLLING),
                options.path() + query(uri, options, Transport.WEBSOCKET));
    }

    private static boolean plain(String host) {
        for (var i = 0; i < host.length(); i++) {
            var c = host.charAt(i);
            if (c <= ' ' || c >= 127 || "[]@/\\?#%".indexOf(c) >= 0) {
                return false;
            }
        }
        return !host.isEmpty();
    }

    private static int port(URI uri, String text, boolean secure) {
        if (text.isEmpty()) {
            return secure ? 443 : 80;
        }
        try {
            var port = Integer.parseInt(text);
            Checks.that(port > 0 && port <= 65535, "uri", uri, "a port from 1 to 65535");
            return port;
        } catch (NumberFormatException e) {
            throw Checks.wrong("uri", uri, "a port from 1 to 65535");
        }
    }

    private static String query(URI uri, EngineClientOptions options, String transport) {
        var parameters = new LinkedHashMap<String, String>();
        add(options.query(), parameters);
        add(options.transportOptions(transport).query(), parameters);
        var raw = uri.getRawQuery();
        if (raw != null) {
            for (var pair : raw.split("&")) {
                var equals = pair.indexOf('=');
                var name = equals < 0 ? pair : pair.substring(0, equals);
                if (!name.isEmpty()) {
                    parameters.put(ascii(name), equals < 0 ? "" : ascii(pair.substring(equals + 1)));
                }
            }
        }
        parameters.keySet().removeAll(RESERVED);
        if (stamped(options, transport)) {
            parameters.remove(encode(options.timestampParam()));
        }
        var query = new StringBuilder();
        parameters.forEach((name, value) -> query.append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(value));
        return query.append(query.isEmpty() ? '?' : '&')
                .append("EIO=")
                .append(options.revision().number())
                .append("&transport=")
                .append(transport)
                .toString();
    }

    private static void add(Map<String, String> query, Map<String, String> parameters) {
        query.forEach((name, value) -> parameters.put(encode(name), encode(value)));
    }

    private static boolean stamped(EngineClientOptions options, String transport) {
        return options.timestampRequests().orElse(transport.equals(Transport.POLLING));
    }

    /** Returns what a request asks for. */
    String requestTarget(EngineClientOptions options, String transport, @Nullable String sid) {
        var text = new StringBuilder(160).append(transport.equals(Transport.POLLING) ? polling : webSocket);
        if (stamped(options, transport)) {
            text.append('&')
                    .append(encode(options.timestampParam()))
                    .append('=')
                    .append(timestamp());
        }
        if (options.forceBase64() && (sid == null || transport.equals(Transport.WEBSOCKET))) {
            text.append("&b64=1");
        }
        if (sid != null) {
            text.append("&sid=").append(encode(sid));
        }
        return text.toString();
    }

    /** Returns the value of the header {@code Host}. */
    String hostHeader() {
        var name = host.indexOf(':') < 0 ? host : '[' + host + ']';
        return port == (secure ? 443 : 80) ? name : name + ':' + port;
    }

    /** Names the server, for what is remembered of it. */
    String server() {
        return (secure ? "https://" : "http://") + hostHeader() + polling.substring(0, polling.indexOf('?'));
    }

    /** Returns eight characters that no other request of the last minute has, most likely. */
    private static String timestamp() {
        var time = Long.toString(System.currentTimeMillis(), 36);
        var random = Integer.toString(36 * 36 * 36 + ThreadLocalRandom.current().nextInt(35 * 36 * 36 * 36), 36);
        return time.substring(time.length() - 4) + random;
    }

    private static String encode(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var encoded = new StringBuilder(bytes.length);
        for (var b : bytes) {
            if ((b >= 'a' && b <= 'z')
                    || (b >= 'A' && b <= 'Z')
                    || (b >= '0' && b <= '9')
                    || "-_.~!*'()".indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xF, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 0xF, 16)));
            }
        }
        return encoded.toString();
    }

    /** Encodes what a URI may hold but a request may not. */
    private static String ascii(String raw) {
        for (var i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) > 126) {
                return URI.create("?" + raw).toASCIIString().substring(1);
            }
        }
        return raw;
    }
}
