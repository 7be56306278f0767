package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.Request;
import org.jspecify.annotations.Nullable;

/**
 * Is what was decided about where a request comes from, and what the answer says of it. Immutable.
 *
 * @param policy the policy that decided
 * @param verdict the decision
 * @param origin the origin that the request names; null for none
 * @param refusal why the request is refused; null if it is not
 */
record CorsDecision(
        CorsPolicy policy,
        Verdict verdict,
        @Nullable String origin,
        @Nullable OriginRefusal refusal) {
    private static final Headers ANY_ORIGIN = Headers.of("Access-Control-Allow-Origin", "*");
    private static final Headers CREDENTIALS = Headers.of("Access-Control-Allow-Credentials", "true");
    private static final Headers VARY_BY_ORIGIN = Headers.of("Vary", "Origin");
    private static final Headers VARY_BY_ASKED = Headers.of("Vary", "Access-Control-Request-Headers");
    private static final Headers VARY_BY_BOTH = Headers.of("Vary", "Origin, Access-Control-Request-Headers");

    /** Lists the decisions. */
    enum Verdict {
        /** The policy admits the origin, or none is named. */
        ADMITTED,
        /** The page is this server's own, to which no policy applies. */
        OWN,
        REFUSED
    }

    /** Writes what every answer carries, errors included. */
    Headers.Builder headers() {
        return write(Headers.builder(), null);
    }

    /** Writes what the answer to a preflight carries. */
    Headers.Builder preflightHeaders(Request request) {
        return write(Headers.builder(), request);
    }

    /** Tells whether a preflight is granted the headers that it asks for. */
    boolean reflecting() {
        return granting() && policy.grants().allowedHeaders().isEmpty();
    }

    private boolean granting() {
        return verdict == Verdict.ADMITTED && !policy.admitsNone();
    }

    private Headers.Builder write(Headers.Builder headers, @Nullable Request preflight) {
        var grants = policy.grants();
        var granted = granting() ? preflight : null;
        var reflecting = granted != null && reflecting();
        if (verdict == Verdict.ADMITTED) {
            addOrigin(headers);
        }
        addVary(headers, reflecting);
        if (verdict == Verdict.ADMITTED && policy.grantsCredentials() && !(origin == null && policy.admitsAny())) {
            headers.addAll(CREDENTIALS);
        }
        if (granted != null) {
            grant(headers, granted);
        }
        if (verdict == Verdict.ADMITTED && !grants.exposedHeaders().isEmpty()) {
            headers.add("Access-Control-Expose-Headers", String.join(",", grants.exposedHeaders()));
        }
        return headers;
    }

    private void addOrigin(Headers.Builder headers) {
        if (policy.star() || (origin == null && policy.second() && policy.admitsAny())) {
            headers.addAll(ANY_ORIGIN);
        } else if (origin != null) {
            headers.add("Access-Control-Allow-Origin", origin);
        }
    }

    private void addVary(Headers.Builder headers, boolean reflecting) {
        if (!policy.star()) {
            headers.addAll(reflecting ? VARY_BY_BOTH : VARY_BY_ORIGIN);
        } else if (reflecting) {
            headers.addAll(VARY_BY_ASKED);
        }
    }

    private void grant(Headers.Builder headers, Request preflight) {
        var grants = policy.grants();
        headers.add("Access-Control-Allow-Methods", String.join(",", grants.methods()));
        var allowed = grants.allowedHeaders()
                .map(names -> String.join(",", names))
                .orElseGet(() -> AskedHeaders.of(preflight));
        if (!allowed.isEmpty()) {
            headers.add("Access-Control-Allow-Headers", allowed);
        }
        grants.maxAge().ifPresent(age -> headers.add("Access-Control-Max-Age", Long.toString(age.toSeconds())));
        if (grants.privateNetwork()
                && origin != null
                && preflight
                        .header("Access-Control-Request-Private-Network")
                        .orElse("")
                        .equals("true")) {
            headers.add("Access-Control-Allow-Private-Network", "true");
        }
    }
}
