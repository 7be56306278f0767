package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Request;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges where requests come from, alike on every transport and before any session is looked at. Thread-safe. */
final class OriginCheck {
    private static final Logger LOG = LoggerFactory.getLogger(EngineServer.class);
    private static final int MOST_ORIGINS_LOGGED = 20;

    private final CorsPolicy policy;
    private final TrustedProxies proxies;
    private final boolean requireOrigin;
    private final boolean headersOnly;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    OriginCheck(EngineOptions options) {
        policy = options.cors();
        proxies = options.trustedProxies();
        requireOrigin = options.requireOrigin();
        headersOnly = options.corsHeadersOnly();
    }

    /** Returns the origin that a request names, several header fields as one, or null if it names none. */
    static @Nullable String origin(Request request) {
        var origins = request.headers().all("Origin");
        return origins.isEmpty() || (origins.size() == 1 && origins.get(0).isEmpty())
                ? null
                : String.join(", ", origins);
    }

    boolean admits(Request request, RequestLine line) {
        var origin = origin(request);
        var admitted =
                origin == null ? admitsUnnamed(request, line) : policy.admits(origin) || sameOrigin(origin, request);
        if (!admitted && !headersOnly && origin != null) {
            logOnce(origin);
        }
        return admitted || headersOnly;
    }

    private boolean admitsUnnamed(Request request, RequestLine line) {
        if (line.opens() && requireOrigin) {
            return false;
        }
        // Script tags name no origin, but every page can have them: here silence does not mean "no browser".
        return line.jsonp().isEmpty() || line.webSocket() || policy.admitsAny() || admitsScript(request);
    }

    private boolean admitsScript(Request request) {
        var site = request.header("Sec-Fetch-Site").orElse("");
        if (site.equals("same-origin") || site.equals("none")) {
            return true;
        }
        var page = Origins.ofAddress(request.header("Referer").orElse(""));
        return page != null && (policy.admits(page) || (site.isEmpty() && sameOrigin(page, request)));
    }

    /**
     * Tells whether an origin is the one under which the client reached this server. Where a proxy that is not known to us
     * terminates the encryption, the page is encrypted and this connection is not; the other way round an attacker on
     * the network may have written the page.
     */
    private boolean sameOrigin(String origin, Request request) {
        var client = proxies.client(request);
        var own = Origin.ofHeader(origin);
        return own != null
                && (own.equals(Origin.parse("https://" + client.host()))
                        || (!client.secure() && own.equals(Origin.parse("http://" + client.host()))));
    }

    private void logOnce(String origin) {
        var wellFormed = Origins.normalized(origin);
        if (wellFormed != null && logged.size() < MOST_ORIGINS_LOGGED && logged.add(wellFormed)) {
            LOG.info(
                    "Refused a page of {}. If it is yours, configure: cors(CorsPolicy.origins(\"{}\"))",
                    wellFormed,
                    wellFormed);
        }
    }
}
