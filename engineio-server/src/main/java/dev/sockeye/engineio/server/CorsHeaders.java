package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.Request;

/** Writes the headers by which browsers learn what the policy for foreign origins allows. */
final class CorsHeaders {
    private CorsHeaders() {}

    /** Adds what every answer carries, errors included. */
    static void addTo(Headers.Builder headers, CorsPolicy policy, Request request) {
        if (policy.admitsNone()) {
            return;
        }
        var origin = OriginCheck.origin(request);
        var reflects = !policy.admitsAny() || policy.credentials();
        if (origin != null && !policy.admits(origin)) {
            headers.add("Vary", "Origin");
            return;
        }
        if (policy.admitsAny() && (origin == null || !policy.credentials())) {
            headers.add("Access-Control-Allow-Origin", "*");
        } else if (origin != null) {
            headers.add("Access-Control-Allow-Origin", origin);
        }
        if (reflects) {
            headers.add("Vary", "Origin");
        }
        // Never beside the star, which browsers would refuse together.
        if (policy.credentials() && (origin != null || !policy.admitsAny())) {
            headers.add("Access-Control-Allow-Credentials", "true");
        }
        if (!policy.exposedHeaders().isEmpty()) {
            headers.add("Access-Control-Expose-Headers", String.join(",", policy.exposedHeaders()));
        }
    }

    /** Adds what the answer to a preflight carries besides, for an origin that is admitted. */
    static void addPreflightTo(Headers.Builder headers, CorsPolicy policy, Request request) {
        var origin = OriginCheck.origin(request);
        if (origin != null && !policy.admits(origin)) {
            return;
        }
        headers.add("Access-Control-Allow-Methods", String.join(",", policy.methods()));
        if (!policy.allowedHeaders().isEmpty()) {
            headers.add("Access-Control-Allow-Headers", String.join(",", policy.allowedHeaders()));
        }
        policy.maxAge().ifPresent(age -> headers.add("Access-Control-Max-Age", Long.toString(age.toSeconds())));
    }
}
