package dev.sockeye.engineio.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads origins: scheme, host and port, the port left out where it is the scheme's own. */
final class Origins {
    private static final int LONGEST = 512;

    private Origins() {}

    /**
     * Reads an origin that an application has written.
     *
     * @throws IllegalArgumentException if it is none
     */
    static String parse(String text) {
        var origin = normalized(text);
        Checks.that(origin != null, "origins", '"' + text + '"', "scheme://host or scheme://host:port, nothing behind");
        return java.util.Objects.requireNonNull(origin);
    }

    /** Returns an origin in the form in which two equal ones are equal texts, or null if it is none. */
    static @Nullable String normalized(String text) {
        var uri = text.length() > LONGEST ? null : uri(text);
        if (uri == null
                || uri.getScheme() == null
                || uri.getHost() == null
                || uri.getHost().isEmpty()) {
            return null;
        }
        var rest = !uri.getRawPath().isEmpty()
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || uri.getRawUserInfo() != null
                || text.endsWith(":");
        return rest ? null : ofParts(uri.getScheme(), uri.getHost(), uri.getPort());
    }

    /** Returns the origin of an address, such as that of a page, or null if it has none. */
    static @Nullable String ofAddress(String address) {
        var uri = uri(address);
        return uri == null || uri.getScheme() == null || uri.getHost() == null
                ? null
                : ofParts(uri.getScheme(), uri.getHost(), uri.getPort());
    }

    private static String ofParts(String scheme, String host, int port) {
        var name = scheme.toLowerCase(Locale.ROOT);
        var origin = name + "://" + host.toLowerCase(Locale.ROOT);
        return port < 0 || port == defaultPort(name) ? origin : origin + ":" + port;
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "https", "wss" -> 443;
            case "http", "ws" -> 80;
            default -> -1;
        };
    }

    private static @Nullable URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // Not an address at all: the caller says so.
            return null;
        }
    }
}
