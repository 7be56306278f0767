package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Request;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Words why an origin is refused, and what would admit it. Pure. */
final class OriginRefusals {
    private OriginRefusals() {}

    static OriginRefusal missing(Request request) {
        return new OriginRefusal(
                request,
                Optional.empty(),
                OriginRefusal.Reason.MISSING,
                "The request does not tell its origin",
                Optional.empty());
    }

    /** Explains the refusal of a request that names no origin, by the host that it asks for. */
    static OriginRefusal host(Request request, String host, Optional<String> fix) {
        var shown = OriginRefusal.shown(host);
        return new OriginRefusal(
                request,
                Optional.of(shown),
                OriginRefusal.Reason.FOREIGN_HOST,
                "Host " + shown + " is not allowed",
                fix);
    }

    /** Explains the refusal of an origin as a request names it. */
    static OriginRefusal of(Request request, CorsPolicy policy, String named, @Nullable Origin origin) {
        var shown = OriginRefusal.shown(named);
        if (origin != null && !origin.ofWebSocket()) {
            return new OriginRefusal(
                    request,
                    Optional.of(shown),
                    OriginRefusal.Reason.NOT_ADMITTED,
                    "Origin " + shown + " is not allowed",
                    Optional.of(fix(policy, origin)));
        }
        var opaque = named.equals("null");
        return new OriginRefusal(
                request,
                Optional.of(shown),
                opaque ? OriginRefusal.Reason.OPAQUE : OriginRefusal.Reason.MALFORMED,
                "Origin " + shown + (opaque ? " is not allowed" : " is not valid"),
                Optional.empty());
    }

    private static String fix(CorsPolicy policy, Origin origin) {
        var rule = policy.rule();
        if (policy.perRequest().isPresent()) {
            return "the policy given by CorsPolicy.perRequest must admit \"" + origin + '"';
        }
        if (rule.kind() == OriginRule.Kind.JUDGED || rule.kind() == OriginRule.Kind.ASKED) {
            return "the function given to CorsPolicy."
                    + (rule.kind() == OriginRule.Kind.JUDGED ? "matching" : "deciding") + " must say true to \""
                    + origin + '"';
        }
        var near = rule.near(origin);
        return PolicyText.java(policy, origin.text())
                + PolicyText.options(policy, origin.text())
                        .map(options -> ", or sockeye serve " + options)
                        .orElse("")
                + (near == null ? "" : " (listed is " + near + ", another scheme or port)");
    }
}
