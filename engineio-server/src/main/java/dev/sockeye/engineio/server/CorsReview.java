package dev.sockeye.engineio.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what is allowed but can't work, or is not what one would think. Pure. */
final class CorsReview {
    private CorsReview() {}

    /** Returns a sentence for each doubt, which names the value and what to write instead. */
    static List<String> warnings(EngineOptions options, CorsPolicy policy) {
        var warnings = new ArrayList<String>();
        reviewOrigins(policy, warnings);
        policy.rule().patterns().forEach(pattern -> warnings.addAll(PatternReview.warnings(pattern)));
        if (!policy.admitsNone()) {
            reviewCookie(options, policy, warnings);
        }
        if (options.corsHeadersOnly()) {
            warnings.add(
                    "corsHeadersOnly: true (any page may open a WebSocket with the cookies of its visitors; leave it"
                            + " out, and name the pages that may: cors(CorsPolicy.origins(...)))");
        }
        return warnings;
    }

    /** Returns a sentence if browsers would drop the cookie because of the connection. */
    static Optional<String> cookieWarning(EngineOptions options, boolean encrypted) {
        var proxied = !options.trustedProxies().equals(TrustedProxies.none());
        return options.cookie()
                .filter(cookie -> cookie.secure() && !encrypted && !proxied)
                .map(cookie -> "cookie: " + cookie.name() + " with "
                        + (cookie.sameSite() == CookieOptions.SameSite.NONE ? "SameSite=None; " : "")
                        + "Secure on a server without TLS (browsers that come by http drop it: serve TLS, here or in a"
                        + " proxy that trustedProxies(...) names; if nothing reads it, noCookie())");
    }

    private static void reviewOrigins(CorsPolicy policy, List<String> warnings) {
        var rule = policy.rule();
        if (policy.grantsCredentials() && rule.everyHost()) {
            warnings.add("cors: " + (policy.admitsAny() ? "every origin" : rule.texts())
                    + " with credentials, as in 2.x (any page may act in the name of its visitors;"
                    + " name those that may: origins(\"https://example.com\"))");
        } else if (policy.credentials() && rule.everyHost()) {
            warnings.add(
                    "cors: " + rule.texts() + " with credentials ("
                            + (policy.star()
                                    ? "browsers refuse that"
                                    : "any page could act in the name of its visitors")
                            + ", so credentials are not granted; name the origins: CorsPolicy.origins(\"https://example.com\").credentials(true))");
        } else if (policy.admitsNone()) {
            reviewGrants(policy.grants(), warnings);
        }
    }

    private static void reviewGrants(Grants grants, List<String> warnings) {
        var given = PolicyText.java(grants, Grants.DEFAULT);
        if (!given.isEmpty()) {
            warnings.add("cors: " + given.substring(1) + " without origins (without effect; name the origins:"
                    + " CorsPolicy.origins(\"https://example.com\")" + given
                    + ", for serve --origins https://example.com)");
        }
    }

    private static void reviewCookie(EngineOptions options, CorsPolicy policy, List<String> warnings) {
        var cookie = options.cookie().orElse(null);
        if (cookie == null) {
            return;
        }
        if (!policy.credentials()) {
            warnings.add("cookie: " + cookie.name() + " (pages of other origins get it only with"
                    + " CorsPolicy.credentials(true))");
        } else if (cookie.sameSite() != CookieOptions.SameSite.NONE) {
            warnings.add("cookie: " + cookie.name() + " with SameSite="
                    + cookie.sameSite().text()
                    + " (browsers do not send it from pages of other sites; if there are such, serve TLS and set"
                    + " new CookieOptions(\"" + cookie.name() + "\").sameSite(SameSite.NONE); if nothing reads it,"
                    + " noCookie())");
        }
    }
}
