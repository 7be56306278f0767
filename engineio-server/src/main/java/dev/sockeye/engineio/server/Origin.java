package dev.sockeye.engineio.server;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Is an origin (RFC 6454). Immutable; all in lower case.
 *
 * @param scheme the scheme
 * @param host the host's name or address, that of version 6 in brackets; empty for {@code file} alone
 * @param port the port; the scheme's own where none is written, -1 where it has none either
 */
record Origin(String scheme, String host, int port) {
    private static final int LONGEST = 300;
    private static final int MOST_PORT = 65_535;

    /** Reads an origin however its letters are; null if the text is none, or has something behind it. */
    static @Nullable Origin parse(String text) {
        var colon = text.length() > LONGEST ? -1 : text.indexOf("://");
        if (colon < 0 || !scheme(text.substring(0, colon))) {
            return null;
        }
        var scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        var authority = text.substring(colon + 3);
        var end = authority.indexOf(':', authority.startsWith("[") ? Math.max(0, authority.indexOf(']')) : 0);
        var host = end < 0 ? authority : authority.substring(0, end);
        var port = end < 0 ? defaultPort(scheme) : IpLiteral.number(authority.substring(end + 1), MOST_PORT);
        var valid = host.isEmpty() ? text.equalsIgnoreCase("file://") : host(host);
        return valid && (end < 0 || port > 0) ? new Origin(scheme, host.toLowerCase(Locale.ROOT), port) : null;
    }

    /** Reads an origin as browsers send it: in lower case. */
    static @Nullable Origin ofHeader(String text) {
        return text.equals(text.toLowerCase(Locale.ROOT)) ? parse(text) : null;
    }

    /** Returns the origin of an address, such as that of a page; null if it has none. */
    static @Nullable Origin ofAddress(String address) {
        var authority = address.indexOf("://") + 3;
        var end = authority;
        while (end < address.length() && "/?#".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        return authority < 3 ? null : parse(address.substring(0, end));
    }

    static boolean host(String text) {
        if (text.startsWith("[")) {
            var inner = text.endsWith("]") ? text.substring(1, text.length() - 1) : "";
            return inner.indexOf(':') >= 0 && IpLiteral.parse(inner) != null;
        }
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (!letterOrDigit(c) && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean scheme(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (!letterOrDigit(c) && (i == 0 || "+-.".indexOf(c) < 0)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean letterOrDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static int defaultPort(String scheme) {
        return switch (scheme) {
            case "https", "wss" -> 443;
            case "http", "ws" -> 80;
            default -> -1;
        };
    }

    /** Tells whether this is the address of a WebSocket, which no page comes from. */
    boolean ofWebSocket() {
        return scheme.equals("ws") || scheme.equals("wss");
    }

    /** Returns the origin of the pages that are at the same address. */
    Origin ofPage() {
        return ofWebSocket() ? new Origin(scheme.equals("wss") ? "https" : "http", host, port) : this;
    }

    /** Returns the origin as browsers write it: without the scheme's own port. */
    String text() {
        return scheme + "://" + host + (port == defaultPort(scheme) ? "" : ":" + port);
    }

    @Override
    public String toString() {
        return text();
    }
}
