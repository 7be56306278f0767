package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Request;
import java.util.List;
import java.util.Optional;

/** Tells the server's own pages from others. Immutable. */
final class OwnOrigins {
    private final TrustedProxies proxies;
    private final Optional<OriginRule> listed;

    OwnOrigins(EngineOptions options) {
        proxies = options.trustedProxies();
        listed = options.ownOrigins().isEmpty()
                ? Optional.empty()
                : Optional.of(OriginRule.listed(options.ownOrigins()));
    }

    /** Checks a list: each element names its host, or there would be none that is not the server's own. */
    static List<String> checked(List<String> origins) {
        var option = "ownOrigins";
        Checks.that(!origins.isEmpty(), option, "[]", "at least one");
        for (var text : origins) {
            var host = OriginEntry.parse(option, text).host();
            Checks.that(host != null, option, '"' + text + '"', "a host by its name");
        }
        return origins;
    }

    /**
     * Tells whether a page is this server's own. So is who names the address of the connection, as the official client for
     * Swift does: no page has such an origin.
     */
    boolean have(Origin named, Request request) {
        var page = named.ofPage();
        return listed.isPresent() ? listed.get().admits(page) : reached(request).contains(page);
    }

    /**
     * Tells whether a client asked for this server by a name of its own. Where the names are listed, another one is that
     * of a foreign page whose name somebody made lead here.
     */
    boolean named(Request request) {
        return listed.isEmpty() || reached(request).stream().anyMatch(listed.get()::admits);
    }

    /** Explains the refusal of a request for a name that is not listed. */
    OriginRefusal refusal(Request request) {
        var names = reached(request);
        var fix = names.isEmpty()
                ? Optional.<String>empty()
                : listed.map(rule -> PolicyText.ownOrigins(
                        rule.texts(), names.get(names.size() - 1).text()));
        return OriginRefusals.host(request, proxies.client(request).host(), fix);
    }

    /**
     * Returns the origins under which a client may have reached this server. Where a proxy that is not known to us
     * terminates the encryption, the page is encrypted and this connection is not; the other way round an attacker on
     * the network may have written the page. Where a trusted proxy has told the scheme, nothing is left to guess.
     */
    private List<Origin> reached(Request request) {
        var told = proxies.told(request);
        var client = told.client();
        var schemes = client.secure() ? List.of("https") : told.scheme() ? List.of("http") : List.of("https", "http");
        return schemes.stream()
                .map(scheme -> Optional.ofNullable(Origin.parse(scheme + "://" + client.host())))
                .flatMap(Optional::stream)
                .toList();
    }
}
