package dev.sockeye.cli.doctor;

import dev.sockeye.cli.probe.Endpoint;
import dev.sockeye.cli.probe.Header;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Is what is looked at, read from a {@link Question}.
 *
 * @param endpoint where the server is
 * @param path its path, with slashes at both ends
 * @param query what the URL brings as query; it may be secret and is not shown
 * @param namespace the URL's path, where it is not the server's
 * @param page the page that asks
 * @param withCredentials whether the client sends cookies
 * @param headers the headers that the client adds; the values may be secret and are not shown
 * @param eio the revision asked for
 * @param timeout how long to wait
 * @param insecure whether bad certificates are passed over
 */
record Target(
        Endpoint endpoint,
        String path,
        String query,
        Optional<String> namespace,
        Optional<Page> page,
        boolean withCredentials,
        List<Header> headers,
        OptionalInt eio,
        Duration timeout,
        boolean insecure) {
    static final String USUAL_PATH = "/socket.io/";

    /**
     * Reads a question.
     *
     * @throws IllegalArgumentException if it has no sense
     */
    static Target of(Question question) {
        var uri = uri(question.url());
        var secure = uri.getScheme().equals("https");
        var host = uri.getHost().startsWith("[")
                ? uri.getHost().substring(1, uri.getHost().length() - 1)
                : uri.getHost();
        var port = uri.getPort() < 0 ? Endpoint.defaultPort(secure) : uri.getPort();
        var written = Optional.ofNullable(uri.getRawPath()).filter(path -> path.length() > 1);
        var whole = written.filter(path -> path.matches(".*/(socket|engine)\\.io/?"));
        return new Target(
                new Endpoint(secure, host, port),
                slashed(question.path().or(() -> whole).orElse(USUAL_PATH)),
                extra(Optional.ofNullable(uri.getRawQuery()).orElse("")),
                whole.isPresent() ? Optional.empty() : written,
                question.origin().map(Page::of),
                // Clients of 2.x send credentials unless told otherwise.
                question.withCredentials() || question.eio().orElse(4) == 3,
                question.headers().stream().map(Target::header).toList(),
                question.eio(),
                question.timeout(),
                question.insecure());
    }

    /** Returns the URL that is asked, without its query. */
    String url() {
        return endpoint.origin() + path;
    }

    /** Returns whether CORS applies: the page is not of this server. */
    boolean crossOrigin() {
        return page.filter(from -> !from.isOf(endpoint)).isPresent();
    }

    /** Returns whether the page is of the server's own origin. */
    boolean ownPage() {
        return page.isPresent() && !crossOrigin();
    }

    Target at(String other) {
        return new Target(endpoint, other, query, namespace, page, withCredentials, headers, eio, timeout, insecure);
    }

    private static URI uri(String text) {
        try {
            var uri = URI.create(text.strip().replaceFirst("^(?i)ws(s?)://", "http$1://"));
            var scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            if (scheme.matches("https?") && uri.getHost() != null && uri.getPort() <= 65_535) {
                return URI.create(scheme + uri.toString().substring(scheme.length()));
            }
        } catch (IllegalArgumentException e) {
            // The same answer as for a URL of another kind.
        }
        var expected = text.contains("://") ? "http://host:port or https://host" : "http://" + text;
        throw new IllegalArgumentException("URL: " + Shown.text(text) + " (expected: " + Shown.text(expected) + ")");
    }

    private static String slashed(String path) {
        if (!path.matches("[!-~]+") || path.matches(".*[?#].*")) {
            throw new IllegalArgumentException("--path: " + Shown.text(path) + " (expected: such as /socket.io)");
        }
        return (path.startsWith("/") ? "" : "/") + path + (path.endsWith("/") ? "" : "/");
    }

    // A URL copied from the network tab has the engine's own parameters, which are set anew.
    private static String extra(String query) {
        var kept = new StringBuilder();
        for (var pair : query.split("&")) {
            if (!pair.isEmpty() && !pair.matches("(EIO|transport|t|sid|b64|j)=.*")) {
                kept.append('&').append(pair);
            }
        }
        return kept.toString();
    }

    private static Header header(String text) {
        var parts = text.split("[:=]", 2);
        var name = parts[0].strip();
        var value = parts.length > 1 ? parts[1].strip() : "doctor";
        if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+") || !value.matches("[\\t -~]*")) {
            throw new IllegalArgumentException("--header: " + Shown.text(name) + " (expected: a name, or name: value)");
        }
        return new Header(name, value);
    }
}
