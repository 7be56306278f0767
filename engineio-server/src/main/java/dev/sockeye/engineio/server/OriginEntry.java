package dev.sockeye.engineio.server;

import org.jspecify.annotations.Nullable;

/**
 * Is one element of a list of origins: an origin, or one of the forms of 2.x that leave a part open. Immutable.
 *
 * @param scheme the scheme; null for any
 * @param host the host; null for any
 * @param port the port; {@link #ANY_PORT} for any
 */
record OriginEntry(@Nullable String scheme, @Nullable String host, int port) {
    static final int ANY_PORT = 0;

    private static final String OPTION = "origins";
    private static final String ANY = "*";
    private static final String ANY_SCHEME = "any://";
    private static final int MOST_PORT = 65_535;

    /**
     * Reads an element of a list.
     *
     * @throws IllegalArgumentException if it is none; the message says how it is to be written
     */
    static OriginEntry parse(String text) {
        return parse(OPTION, text);
    }

    /** Reads an element of the list of an option. */
    static OriginEntry parse(String option, String text) {
        var entry = text.contains("://") ? withScheme(text) : withoutScheme(text);
        if (entry == null) {
            throw Checks.wrong(option, '"' + text + '"', expected(text));
        }
        return entry;
    }

    private static @Nullable OriginEntry withScheme(String text) {
        var anyPort = text.endsWith(":*");
        var origin = Origin.parse(anyPort ? text.substring(0, text.length() - 2) : text);
        return origin == null || BrowserOrigin.of(origin.text()).isPresent()
                ? null
                : new OriginEntry(origin.scheme(), origin.host(), anyPort ? ANY_PORT : origin.port());
    }

    private static @Nullable OriginEntry withoutScheme(String text) {
        var colon = text.lastIndexOf(':');
        if (colon <= 0) {
            return null;
        }
        var name = text.substring(0, colon);
        // Reads the host as that of an origin, so that both are written alike.
        var origin = name.equals(ANY) ? null : Origin.parse("http://" + name);
        var port = text.substring(colon + 1);
        var number = port.equals(ANY) ? ANY_PORT : IpLiteral.number(port, MOST_PORT);
        var host = origin == null
                        || !Origin.host(name)
                        || BrowserOrigin.of(origin.text()).isPresent()
                ? null
                : origin.host();
        var valid = (name.equals(ANY) || host != null) && (number > 0 || port.equals(ANY));
        return valid ? new OriginEntry(null, host, number) : null;
    }

    private static String expected(String text) {
        if (text.contains("*.")) {
            return "a whole host; for subdomains CorsPolicy.matching(Pattern.compile(\"https://[a-z0-9-]+\\\\.example\\\\.com\"))";
        }
        if (text.equals("null")) {
            return "an origin; null is that of every sandboxed page and local file";
        }
        var advice =
                BrowserOrigin.of(text.contains("://") ? text : (text.contains(":") ? ANY_SCHEME : "https://") + text);
        if (advice.isPresent()) {
            return advice.get().replace(ANY_SCHEME, "");
        }
        return Origin.host(text)
                ? "a scheme, \"https://" + text + "\", or a port, \"" + text + ":*\" for all"
                : "scheme://host or scheme://host:port";
    }

    /** Tells whether this is one origin, with nothing left open. */
    boolean exact() {
        return scheme != null && host != null && port != ANY_PORT;
    }

    boolean admits(Origin origin) {
        return (scheme == null || scheme.equals(origin.scheme()))
                && (host == null || host.equals(origin.host()))
                && (port == ANY_PORT || port == origin.port());
    }
}
