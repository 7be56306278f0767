package dev.sockeye.engineio.server;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds what is allowed but can't work, or is not what one would think. Pure. */
final class CorsReview {
    private static final Pattern DEFAULT_PORT = Pattern.compile("^\\^?(https.*:443|http:.*:80)\\$?$");
    private static final Pattern WHOLE = Pattern.compile("^\\^?(\\.[*+]|.*:(/|\\\\/|\\\\Q/)).*$");
    private static final Pattern BARE_DOT = Pattern.compile("(?<!\\\\)\\.(?![*+?{])");
    private static final Pattern CLASS = Pattern.compile("\\[[^]]*]");

    private CorsReview() {}

    /** Returns a sentence for each doubt, which names the value and what to write instead. */
    static List<String> warnings(EngineOptions options, CorsPolicy policy) {
        var warnings = new ArrayList<String>();
        reviewOrigins(policy, warnings);
        policy.rule().patterns().forEach(pattern -> reviewPattern(pattern.pattern(), warnings));
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

    private static void reviewOrigins(CorsPolicy policy, List<String> warnings) {
        if (policy.second() && policy.admitsAny()) {
            warnings.add("cors: every origin with credentials, as in 2.x (any page may act in the name of its visitors;"
                    + " name those that may: origins(\"https://example.com\"))");
        } else if (policy.credentials() && policy.rule().everyHost()) {
            warnings.add(
                    "cors: " + policy.rule().texts() + " with credentials (browsers refuse that, so credentials are"
                            + " not granted; name the origins: CorsPolicy.origins(\"https://example.com\").credentials(true))");
        } else if (policy.credentials() && policy.admitsNone()) {
            warnings.add("cors: credentials(true) without origins (without effect; name the origins:"
                    + " CorsPolicy.origins(\"https://example.com\").credentials(true))");
        }
    }

    private static void reviewPattern(String pattern, List<String> warnings) {
        if (DEFAULT_PORT.matcher(pattern).matches()) {
            warnings.add("cors pattern: " + pattern
                    + " (never matches: browsers leave the default port out, so write it" + " without)");
        }
        if (!WHOLE.matcher(pattern).find()) {
            warnings.add(
                    "cors pattern: " + pattern + " (compared with whole origins such as https://example.com, not with"
                            + " parts of them; begin with the scheme: https://)");
        }
        if (BARE_DOT.matcher(CLASS.matcher(pattern).replaceAll("")).find()) {
            warnings.add("cors pattern: " + pattern + " (a dot stands for any character; write \\\\. for a dot)");
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
