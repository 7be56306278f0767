package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.CorsDecision.Verdict;
import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.engineio.server.host.Request;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges where requests come from, alike on every transport and before any session is looked at. Thread-safe: the policy
 * may change at any time and then counts for requests that come.
 */
final class Cors {
    private static final Logger LOG = LoggerFactory.getLogger(EngineServer.class);

    private final EngineOptions options;
    private volatile CorsPolicy policy;

    Cors(EngineOptions options) {
        this.options = options;
        policy(options.cors());
    }

    CorsPolicy policy() {
        return policy;
    }

    /** Changes the policy, and warns of what can't work in it. */
    void policy(CorsPolicy newPolicy) {
        policy = newPolicy;
        CorsReview.warnings(options, newPolicy).forEach(LOG::warn);
    }

    /** Decides about a request, at once where the policy needs no time; on the lane. */
    void decide(Lane lane, Request request, RequestLine line, Consumer<CorsDecision> next, Consumer<Throwable> failed) {
        var current = policy;
        var perRequest = current.perRequest().orElse(null);
        if (perRequest == null) {
            decide(current, lane, request, line, next, failed);
        } else {
            Question.ask(
                    lane,
                    options.admissionTimeout(),
                    () -> perRequest.apply(request),
                    chosen -> {
                        Checks.that(chosen.perRequest().isEmpty(), "cors", chosen, "a policy that decides itself");
                        decide(chosen, lane, request, line, next, failed);
                    },
                    failed);
        }
    }

    private void decide(
            CorsPolicy current,
            Lane lane,
            Request request,
            RequestLine line,
            Consumer<CorsDecision> next,
            Consumer<Throwable> failed) {
        var named = origin(request);
        var page = named == null ? Origin.ofAddress(request.header("Referer").orElse("")) : Origin.ofHeader(named);
        var rule = current.rule();
        var early =
                named == null ? withoutOrigin(current, request, line, page) : withOrigin(current, request, named, page);
        if (early != null) {
            next.accept(early);
        } else if (page == null) {
            next.accept(refused(current, request, named, null));
        } else if (rule.kind() == OriginRule.Kind.ASKED) {
            Question.ask(
                    lane,
                    options.admissionTimeout(),
                    () -> rule.ask(page),
                    admitted -> next.accept(judged(current, request, named, page, admitted)),
                    failed);
        } else {
            next.accept(judged(current, request, named, page, admits(rule, page)));
        }
    }

    /** Decides where no page needs to be judged; null otherwise. */
    private @Nullable CorsDecision withoutOrigin(
            CorsPolicy current, Request request, RequestLine line, @Nullable Origin page) {
        // Script tags name no origin, but every page can have them: there silence does not mean "no browser".
        var script = line.jsonp().isPresent() && !line.webSocket();
        var required = options.requireOrigin() && line.opens();
        if (!required && (!script || current.admitsAny())) {
            return new CorsDecision(current, Verdict.ADMITTED, null, null);
        }
        var site = request.header("Sec-Fetch-Site").orElse("");
        if (site.equals("same-origin") || site.equals("none")) {
            return new CorsDecision(current, Verdict.ADMITTED, null, null);
        }
        return page == null ? new CorsDecision(current, Verdict.REFUSED, null, OriginRefusals.missing(request)) : null;
    }

    private @Nullable CorsDecision withOrigin(
            CorsPolicy current, Request request, String named, @Nullable Origin page) {
        if (current.star() || (current.admitsAny() && (page != null || reflectable(named)))) {
            return new CorsDecision(current, Verdict.ADMITTED, named, null);
        }
        if (current.admitsAny() && !RequestLine.plain(named)) {
            // No header at all: refused as a bad request, further down.
            return new CorsDecision(current, Verdict.ADMITTED, null, null);
        }
        // An application that takes its time need not be asked about the server's own pages.
        return page != null && current.rule().kind() == OriginRule.Kind.ASKED && own(page, request)
                ? new CorsDecision(current, Verdict.OWN, named, null)
                : null;
    }

    private CorsDecision judged(
            CorsPolicy current, Request request, @Nullable String named, Origin page, boolean admitted) {
        if (admitted) {
            return new CorsDecision(current, Verdict.ADMITTED, named, null);
        }
        // Of a script tag the browser has told more than the address of its page.
        var silent = named != null || request.header("Sec-Fetch-Site").isEmpty();
        return silent && own(page, request)
                ? new CorsDecision(current, named == null ? Verdict.ADMITTED : Verdict.OWN, named, null)
                : refused(current, request, named == null ? page.text() : named, page);
    }

    private static CorsDecision refused(
            CorsPolicy current, Request request, @Nullable String named, @Nullable Origin page) {
        var refusal =
                named == null ? OriginRefusals.missing(request) : OriginRefusals.of(request, current, named, page);
        return new CorsDecision(current, Verdict.REFUSED, named, refusal);
    }

    private static boolean admits(OriginRule rule, Origin origin) {
        try {
            return rule.admits(origin);
        } catch (Throwable e) {
            Failures.rethrowIfFatal(e);
            LOG.warn("The application failed to judge an origin, which is refused", e);
            return false;
        }
    }

    /** Returns the origin that a request names, several header fields as one, or null if it names none. */
    private static @Nullable String origin(Request request) {
        var origins = request.headers().all("Origin");
        return origins.isEmpty() || (origins.size() == 1 && origins.get(0).isEmpty())
                ? null
                : String.join(", ", origins);
    }

    /** Tells whether a text can be sent back: one word, of what origins are made of. */
    private static boolean reflectable(String named) {
        return named.equals("null") || Origin.parse(named) != null;
    }

    /**
     * Tells whether an origin is the one under which the client reached this server. Where a proxy that is not known to us
     * terminates the encryption, the page is encrypted and this connection is not; the other way round an attacker on
     * the network may have written the page.
     */
    private boolean own(Origin origin, Request request) {
        var client = options.trustedProxies().client(request);
        return origin.equals(Origin.parse("https://" + client.host()))
                || (!client.secure() && origin.equals(Origin.parse("http://" + client.host())));
    }
}
