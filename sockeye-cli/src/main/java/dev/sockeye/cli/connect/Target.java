package dev.sockeye.cli.connect;

import dev.sockeye.socketio.client.ClientOptions;
import dev.sockeye.socketio.client.ClientOptionsBuilder;
import dev.sockeye.socketio.client.ClientProtocol;
import java.net.URI;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Is where to connect to, read from a {@link Call}. Immutable.
 *
 * @param server scheme, host and port
 * @param namespaces what to join, the one to use first
 * @param options how to connect
 * @param auth whether the server is told anything when a namespace is joined
 * @param doctor the command that looks at the same server
 */
record Target(String server, List<String> namespaces, ClientOptions options, boolean auth, String doctor) {
    private static final String USUAL_PATH = "/socket.io/";
    private static final Set<String> ENGINE = Set.of("EIO", "transport", "t", "sid", "b64", "j");

    /**
     * Reads a call.
     *
     * @throws IllegalArgumentException if it has no sense; secrets do not stand in its message
     */
    static Target of(Call call) {
        var uri = uri(call.url());
        var server = uri.getScheme() + "://" + uri.getRawAuthority();
        var written = Optional.ofNullable(uri.getPath()).filter(path -> path.length() > 1);
        var whole = written.filter(path -> path.matches(".*/(socket|engine)\\.io/?"));
        var path = path(call.path().or(() -> whole).orElse(USUAL_PATH));
        var auth = call.auth().map(Target::auth);
        if (auth.isPresent() && call.eio().equals("3")) {
            throw new IllegalArgumentException(
                    "--auth: with --eio 3 (expected: --query, since clients of 2.x have no auth)");
        }
        try {
            var options = options(call, uri).path(path).protocol(protocol(call.eio()));
            auth.ifPresent(options::auth);
            return new Target(
                    server,
                    namespaces(call, whole.isPresent() ? Optional.empty() : written),
                    options.build(),
                    auth.isPresent(),
                    doctor(server, path, call));
        } catch (OrderException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static ClientOptionsBuilder options(Call call, URI uri) {
        var query = new LinkedHashMap<String, String>();
        for (var pair : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&")) {
            var parts = pair.split("=", 2);
            if (!pair.isEmpty() && !ENGINE.contains(parts[0])) {
                query.put(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
            }
        }
        call.query().forEach(pair -> put(query, "--query", pair));
        var options = ClientOptions.builder()
                .autoConnect(false)
                .query(query)
                .extraHeaders(Headers.of(call))
                .timeout(call.timeout())
                .connectTimeout(call.timeout());
        if (call.withCredentials()) {
            options.withCredentials(true);
        }
        if (!call.transports().isEmpty()) {
            options.transports(call.transports().toArray(String[]::new));
        }
        call.proxy().ifPresent(proxy -> options.proxy(Proxies.of(proxy)));
        if (call.insecure()) {
            options.sslContext(Trust.everybody()).checkServerIdentity(false);
        } else {
            call.authorities().ifPresent(file -> options.sslContext(Trust.in(file)));
        }
        return options;
    }

    static void put(Map<String, String> pairs, String option, String pair) {
        var parts = pair.split("=", 2);
        if (parts.length < 2 || parts[0].isBlank()) {
            throw new IllegalArgumentException(option + ": " + Shown.brief(parts[0]) + " (expected: name=value)");
        }
        pairs.put(parts[0], parts[1]);
    }

    private static Object auth(String text) {
        try {
            return Literal.auth(text);
        } catch (OrderException e) {
            throw new IllegalArgumentException("--" + e.getMessage(), e);
        }
    }

    private static ClientProtocol protocol(String eio) {
        return switch (eio) {
            case "3" -> ClientProtocol.V4;
            case "4" -> ClientProtocol.V5;
            default -> ClientProtocol.AUTO;
        };
    }

    private static List<String> namespaces(Call call, Optional<String> written) {
        var all = new LinkedHashSet<String>();
        written.ifPresent(all::add);
        for (var name : call.namespaces()) {
            if (name.isBlank() || name.indexOf(',') >= 0) {
                throw new IllegalArgumentException("--namespace: " + Shown.brief(name) + " (expected: such as /chat)");
            }
            all.add(name.startsWith("/") ? name : '/' + name);
        }
        return all.isEmpty() ? List.of("/") : List.copyOf(all);
    }

    private static URI uri(String text) {
        try {
            var uri = URI.create(text.strip().replaceFirst("^(?i)ws(s?)://", "http$1://"));
            var scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            if (uri.getRawUserInfo() != null) {
                throw new IllegalArgumentException(
                        "URL: a user in it (expected: --header 'Authorization: Basic ...', which clients can send)");
            }
            if (scheme.matches("https?") && uri.getHost() != null && uri.getPort() <= 65_535) {
                return URI.create(scheme + uri.toString().substring(scheme.length()));
            }
        } catch (IllegalArgumentException e) {
            if (text.indexOf('@') >= 0) {
                throw new IllegalArgumentException(
                        "URL: a user in it (expected: --header 'Authorization: Basic ...', which clients can send)", e);
            }
            // The same answer as for a URL of another kind.
        }
        var bare = text.replaceFirst("[?#].*", "");
        var expected = bare.contains("://") ? "http://host:port or https://host" : "http://" + bare;
        throw new IllegalArgumentException("URL: " + Shown.brief(bare) + " (expected: " + Shown.brief(expected) + ")");
    }

    private static String path(String path) {
        if (!path.matches("[!-~]+") || path.matches(".*[?#].*")) {
            throw new IllegalArgumentException("--path: " + Shown.brief(path) + " (expected: such as /socket.io)");
        }
        return (path.startsWith("/") ? "" : "/") + path + (path.endsWith("/") ? "" : "/");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, Shown.UTF_8);
    }

    private static String doctor(String server, String path, Call call) {
        return "sockeye doctor " + server
                + (path.equals(USUAL_PATH) ? "" : " --path " + path)
                + (call.eio().equals("auto") ? "" : " --eio " + call.eio())
                + (call.insecure() ? " --insecure" : "");
    }

    /** Names the server; the rest may be secret. */
    @Override
    public String toString() {
        return "Target[" + server + "]";
    }
}
