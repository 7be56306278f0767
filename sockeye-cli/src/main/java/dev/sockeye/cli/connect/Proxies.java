package dev.sockeye.cli.connect;

import dev.sockeye.engineio.client.EngineProxy;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Locale;
import java.util.Optional;

/** Reads the URL of a proxy. */
final class Proxies {
    private static final String EXPECTED =
            " (expected: such as http://proxy:8080 or socks5://user:password@proxy:1080)";

    private Proxies() {}

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException if it names no proxy; its credentials do not stand in the message
     */
    static EngineProxy of(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--proxy: no URL" + EXPECTED, e);
        }
        var scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || uri.getPort() <= 0 || uri.getPort() > 65_535) {
            throw new IllegalArgumentException("--proxy: no host and port" + EXPECTED);
        }
        var proxy = switch (scheme) {
            case "http" -> EngineProxy.http(uri.getHost(), uri.getPort());
            case "socks4", "socks4a" -> EngineProxy.socks4(uri.getHost(), uri.getPort());
            case "socks5", "socks5h" -> EngineProxy.socks5(uri.getHost(), uri.getPort());
            default -> throw new IllegalArgumentException("--proxy: " + Shown.brief(scheme) + EXPECTED);
        };
        if (uri.getRawUserInfo() == null) {
            return proxy;
        }
        var parts = uri.getRawUserInfo().split(":", 2);
        var user = URLDecoder.decode(parts[0].replace("+", "%2B"), Shown.UTF_8);
        return parts.length == 1
                ? proxy.user(user)
                : proxy.credentials(user, URLDecoder.decode(parts[1].replace("+", "%2B"), Shown.UTF_8));
    }
}
