package dev.sockeye.engineio.server;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Is what one proxy tells of the connection that it took. Immutable.
 *
 * @param address who made the connection; null where the proxy hides it or writes nonsense
 * @param secure whether it is encrypted; null where nothing is told
 * @param host the host asked for; null where nothing is told
 */
record ForwardedHop(
        @Nullable InetAddress address,
        @Nullable Boolean secure,
        @Nullable String host) {
    private static final int MOST_PORT = 65_535;

    /** Reads an address that may have brackets and a port; null if it is none, such as {@code unknown}. */
    static @Nullable InetAddress address(String text) {
        if (text.startsWith("[")) {
            var end = text.indexOf(']');
            var rest = end < 0 ? "" : text.substring(end + 1);
            var valid = end > 0 && (rest.isEmpty() || (rest.startsWith(":") && port(rest.substring(1))));
            return valid ? IpLiteral.parse(text.substring(1, end)) : null;
        }
        var colon = text.indexOf(':');
        if (colon >= 0 && colon == text.lastIndexOf(':')) {
            return port(text.substring(colon + 1)) ? IpLiteral.parse(text.substring(0, colon)) : null;
        }
        return IpLiteral.parse(text);
    }

    /** Reads a scheme; null if it is none of the web. */
    static @Nullable Boolean secure(String scheme) {
        return switch (scheme.toLowerCase(java.util.Locale.ROOT)) {
            case "https", "wss" -> Boolean.TRUE;
            case "http", "ws" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** Reads a host with or without a port; null if it is none. */
    static @Nullable String host(String text) {
        return Origin.parse("http://" + text) == null ? null : text;
    }

    static boolean port(String text) {
        return IpLiteral.number(text, MOST_PORT) > 0;
    }
}
