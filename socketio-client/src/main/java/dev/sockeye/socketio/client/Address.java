package dev.sockeye.socketio.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Is where a socket connects to. Immutable.
 *
 * @param server scheme, host and port, always the same for the same server
 * @param namespace the path of the URI
 * @param query the parameters of the URI
 */
record Address(URI server, String namespace, Map<String, String> query) {
    private static final Pattern SCHEME = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*://");
    private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");

    /**
     * Reads what an application names a server and a namespace by. {@code https} is meant where no scheme is given.
     *
     * @throws IllegalArgumentException if it is no such thing
     */
    static Address parse(String text) {
        var uri = uri(text);
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw Checks.wrong("uri", text, "the scheme http, https, ws or wss");
        }
        var authority = uri.getRawAuthority();
        if (authority == null) {
            throw Checks.wrong("uri", text, "a host");
        }
        var secure = scheme.equals("https") || scheme.equals("wss");
        var host = authority.substring(authority.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        if (host.lastIndexOf(':') <= host.lastIndexOf(']')) {
            host += secure ? ":443" : ":80";
        }
        var path = uri.getRawPath();
        var query = uri.getRawQuery();
        return new Address(
                URI.create((secure ? "https://" : "http://") + host),
                Checks.namespace(path == null || path.isEmpty() ? "/" : path),
                query == null ? Map.of() : Query.parse(query));
    }

    private static URI uri(String text) {
        var absolute = SCHEME.matcher(text).find() ? text : text.startsWith("//") ? "https:" + text : "https://" + text;
        try {
            return new URI(absolute);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "uri: " + text + " (expected: a URI such as https://example.com/namespace)", e);
        }
    }
}
