package dev.sockeye.engineio.server;

import java.time.Duration;
import java.util.Optional;

/**
 * Describes the cookie that carries the session's id to load balancers; the server itself never reads it. Immutable.
 *
 * @param name the cookie's name
 * @param path the path to which browsers send it; empty to leave that out
 * @param httpOnly whether scripts are kept from it
 * @param sameSite when browsers send it from other sites
 * @param secure whether it is for encrypted connections only; where the connection is encrypted it always is
 * @param domain the domain to which browsers send it
 * @param maxAge how long browsers keep it; else as long as they run
 */
public record CookieOptions(
        String name,
        Optional<String> path,
        boolean httpOnly,
        SameSite sameSite,
        boolean secure,
        Optional<String> domain,
        Optional<Duration> maxAge) {
    /** Says from where browsers send the cookie. */
    public enum SameSite {
        /** From pages of the same site only. */
        STRICT("Strict"),
        /** From pages of the same site, and when the user follows a link. */
        LAX("Lax"),
        /** From everywhere; browsers then want it secure. */
        NONE("None");

        private final String text;

        SameSite(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /**
     * Checks that the parts can stand in a header.
     *
     * @throws IllegalArgumentException if one can't
     */
    public CookieOptions {
        Checks.that(Checks.token(name), "cookie name", '"' + name + '"', "a token");
        path.ifPresent(value -> Checks.that(plain(value), "cookie path", '"' + value + '"', "no ; or control"));
        domain.ifPresent(value -> Checks.that(plain(value), "cookie domain", '"' + value + '"', "no ; or control"));
        maxAge.ifPresent(value -> Checks.notNegative("cookie maxAge", value));
        Checks.that(sameSite != SameSite.NONE || secure, "cookie sameSite", "None", "secure with it");
    }

    /** Makes the official cookie under a name: {@code Path=/; HttpOnly; SameSite=Lax}. */
    public CookieOptions(String name) {
        this(name, Optional.of("/"), true, SameSite.LAX, false, Optional.empty(), Optional.empty());
    }

    /** Returns these options with another rule for other sites. */
    public CookieOptions sameSite(SameSite other) {
        return new CookieOptions(name, path, httpOnly, other, secure || other == SameSite.NONE, domain, maxAge);
    }

    /** Writes the header that sets the cookie to a session's id. */
    String header(String sid, boolean secureConnection) {
        var text = new StringBuilder(96).append(name).append('=').append(sid);
        maxAge.ifPresent(value -> text.append("; Max-Age=").append(value.toSeconds()));
        domain.ifPresent(value -> text.append("; Domain=").append(value));
        path.ifPresent(value -> text.append("; Path=").append(value));
        if (httpOnly) {
            text.append("; HttpOnly");
        }
        if (secure || secureConnection) {
            text.append("; Secure");
        }
        return text.append("; SameSite=").append(sameSite.text).toString();
    }

    private static boolean plain(String value) {
        return value.chars().noneMatch(c -> c < ' ' || c >= 127 || c == ';');
    }
}
