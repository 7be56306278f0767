package dev.sockeye.cli.doctor;

import dev.sockeye.cli.probe.Endpoint;
import java.net.URI;
import java.util.Locale;

/**
 * Is the page on whose behalf a browser asks.
 *
 * @param origin its origin, as browsers write it
 * @param endpoint where it comes from
 * @param asWritten what the user wrote
 */
record Page(String origin, Endpoint endpoint, String asWritten) {
    /**
     * Reads an origin; a path or a slash at its end is passed over.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Page of(String text) {
        try {
            var uri = URI.create(text.strip().toLowerCase(Locale.ROOT));
            var secure = "https".equals(uri.getScheme());
            if ((secure || "http".equals(uri.getScheme())) && uri.getHost() != null) {
                var port = uri.getPort() < 0 ? Endpoint.defaultPort(secure) : uri.getPort();
                var endpoint = new Endpoint(secure, bare(uri.getHost()), port);
                return new Page(endpoint.origin(), endpoint, text);
            }
        } catch (IllegalArgumentException e) {
            // The same answer as for a URL of another kind.
        }
        throw new IllegalArgumentException("--origin: " + text + " (expected: such as https://app.example.com)");
    }

    /** Returns whether pages and a server share their origin. */
    boolean isOf(Endpoint server) {
        return endpoint.origin().equals(server.origin());
    }

    /** Returns whether cookies count page and server as one site: the same scheme, and the same end of the name. */
    boolean sameSite(Endpoint server) {
        return endpoint.secure() == server.secure() && site(endpoint.host()).equals(site(server.host()));
    }

    /** Returns the origin with its port, as lists of 2.x servers want it. */
    String originWithPort() {
        var name = endpoint.host().contains(":") ? '[' + endpoint.host() + ']' : endpoint.host();
        return (endpoint.secure() ? "https://" : "http://") + name + ':' + endpoint.port();
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    // The list of public suffixes is not at hand; two labels are right for most names, and cookies come with a warning.
    private static String site(String host) {
        var labels = host.split("\\.");
        var address = host.contains(":") || host.matches("[\\d.]+");
        return address || labels.length <= 2 ? host : labels[labels.length - 2] + '.' + labels[labels.length - 1];
    }
}
