package dev.sockeye.engineio.client;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.net.CookieHandler;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands between a connection and whoever keeps its cookies, if somebody does. Confined to the lane. */
final class Cookies {
    private static final Logger LOG = LoggerFactory.getLogger(Cookies.class);

    private final Optional<CookieHandler> handler;
    private final Target target;

    Cookies(EngineClientOptions options, Target target) {
        this.handler = options.cookies()
                .or(() -> options.withCredentials() ? Optional.of(new MemoryCookies()) : Optional.empty());
        this.target = target;
    }

    /** Adds the cookies for the server to those that the application has set by itself. */
    void add(HttpHeaders headers) {
        if (handler.isEmpty()) {
            return;
        }
        try {
            var found = handler.get().get(uri(), Map.of());
            var line = new StringBuilder();
            headers.getAll(HttpHeaderNames.COOKIE).forEach(value -> append(value, line));
            found.forEach((name, values) -> {
                if (name.equalsIgnoreCase("Cookie")) {
                    values.forEach(value -> append(value, line));
                }
            });
            if (line.length() > 0) {
                headers.set(HttpHeaderNames.COOKIE, line.toString());
            }
        } catch (IOException | URISyntaxException | RuntimeException e) {
            LOG.debug("Cookies could not be added", e);
        }
    }

    /** Keeps the cookies that the server sets. */
    void keep(HttpHeaders headers) {
        var set = handler.isEmpty() ? List.<String>of() : headers.getAll(HttpHeaderNames.SET_COOKIE);
        if (set.isEmpty()) {
            return;
        }
        try {
            handler.get().put(uri(), Map.of("Set-Cookie", set));
        } catch (IOException | URISyntaxException | RuntimeException e) {
            LOG.debug("Cookies could not be kept", e);
        }
    }

    private URI uri() throws URISyntaxException {
        var path = target.polling().substring(0, target.polling().indexOf('?'));
        return new URI((target.secure() ? "https://" : "http://") + target.hostHeader() + path);
    }

    private static void append(String cookies, StringBuilder line) {
        line.append(line.isEmpty() ? "" : "; ").append(cookies);
    }
}
