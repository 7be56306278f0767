package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.CorsDecision.Verdict;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.engineio.server.host.Request;
import java.util.Objects;
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

    /** What an answer says where nothing was decided: it depends on the origin all the same. */
    static final Headers UNDECIDED = Headers.of("Vary", "Origin");

    private final EngineOptions options;
    private final OwnOrigins own;
    private final FailureLog failures;
    private final PolicyReviews reviews;
    private volatile CorsPolicy policy;

    Cors(EngineOptions options, FailureLog failures) {
        this.failures = failures;
        reviews = new PolicyReviews(options, LOG::warn);
        this.options = options;
        own = new OwnOrigins(options);
        policy(options.cors());
    }

    CorsPolicy policy() {
        return policy;
    }

    /** Changes the policy, and warns of what can't work in it. */
    void policy(CorsPolicy newPolicy) {
        policy = newPolicy;
        reviews.configured(newPolicy);
    }

    /** Decides about a request, at once where the policy needs no time; on the lane. */
    void decide(Lane lane, Request request, RequestLine line, Consumer<CorsDecision> next, Runnable undecided) {
        Consumer<Throwable> failed = failure -> {
            failures.add("decide on a request's origin", failure);
            undecided.run();
        };
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
                        if (chosen.perRequest().isPresent()) {
                            failures.add("return a policy that does not ask for one again", new Throwable());
                            undecided.run();
                            return;
                        }
                        reviews.returned(chosen);
                        decide(chosen, lane, request, line, next, failed);
                    },
                    failed);
        }
    }

    /**
     * Returns what an answer says that is given without serving the request. Where the application is to be asked, which
     * such a request is not worth, that is only that the answer depends on the origin.
     */
    Headers headersAtOnce(Request request, RequestLine line) {
        var known = decideAtOnce(request, line);
        return known == null ? UNDECIDED : known.headers().build();
    }

    /** Decides about a request; null where that takes the application, and with it time. */
    @Nullable
    CorsDecision decideAtOnce(Request request, RequestLine line) {
        var current = policy;
        if (current.perRequest().isPresent()) {
            return null;
        }
        var named = origin(request);
        return atOnce(current, request, line, named, page(request, named));
    }

    private void decide(
            CorsPolicy current,
            Lane lane,
            Request request,
            RequestLine line,
            Consumer<CorsDecision> next,
            Consumer<Throwable> failed) {
        var named = origin(request);
        var page = page(request, named);
        var known = atOnce(current, request, line, named, page);
        if (known != null) {
            next.accept(known);
        } else {
            var judged = Objects.requireNonNull(page);
            Question.ask(
                    lane,
                    options.admissionTimeout(),
                    () -> current.rule().ask(judged),
                    admitted -> next.accept(judged(current, request, named, judged, admitted)),
                    failed);
        }
    }

    /** Decides where that takes no time; null where the application is to be asked about the page. */
    private @Nullable CorsDecision atOnce(
            CorsPolicy current, Request request, RequestLine line, @Nullable String named, @Nullable Origin page) {
        var early =
                named == null ? withoutOrigin(current, request, line, page) : withOrigin(current, request, named, page);
        if (early != null) {
            return early;
        }
        if (page == null) {
            return refused(current, request, named, null);
        }
        var rule = current.rule();
        return rule.kind() == OriginRule.Kind.ASKED ? null : judged(current, request, named, page, admits(rule, page));
    }

    /**
     * Decides where no page needs to be judged; null otherwise. Silence does not mean "no browser": scripts, images,
     * frames and links of every page make requests that name no origin.
     */
    private @Nullable CorsDecision withoutOrigin(
            CorsPolicy current, Request request, RequestLine line, @Nullable Origin page) {
        var required = options.requireOrigin() && line.opens();
        if (options.corsHeadersOnly() || (current.admitsAny() && !required)) {
            return new CorsDecision(current, Verdict.ADMITTED, null, null);
        }
        if (!own.named(request)) {
            return new CorsDecision(current, Verdict.REFUSED, null, own.refusal(request));
        }
        var site = FetchSite.of(request);
        var script = line.jsonp().isPresent() && !line.webSocket();
        var silent = site == FetchSite.UNTOLD && page == null && !script && !required;
        // Programs do not send the address of a page that they are not; browsers that tell nothing else mostly do.
        var ownPage = site == FetchSite.UNTOLD && page != null && own.have(page, request);
        if (site == FetchSite.OWN || silent || ownPage) {
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
        return page != null && current.rule().kind() == OriginRule.Kind.ASKED && own.have(page, request)
                ? new CorsDecision(current, Verdict.OWN, named, null)
                : null;
    }

    private CorsDecision judged(
            CorsPolicy current, Request request, @Nullable String named, Origin page, boolean admitted) {
        if (admitted) {
            return new CorsDecision(current, Verdict.ADMITTED, named, null);
        }
        // Of who names no origin it is known by now that the page is not the server's own.
        return named != null && own.have(page, request)
                ? new CorsDecision(current, Verdict.OWN, named, null)
                : refused(current, request, named == null ? page.text() : named, page);
    }

    private static CorsDecision refused(
            CorsPolicy current, Request request, @Nullable String named, @Nullable Origin page) {
        var refusal =
                named == null ? OriginRefusals.missing(request) : OriginRefusals.of(request, current, named, page);
        return new CorsDecision(current, Verdict.REFUSED, named, refusal);
    }

    private boolean admits(OriginRule rule, Origin origin) {
        try {
            return rule.admits(origin);
        } catch (Throwable e) {
            Failures.rethrowIfFatal(e);
            failures.add("judge an origin, which is refused", e);
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

    /** Returns the page that a request comes from; null if it is not known. Without an origin one address must name it. */
    private static @Nullable Origin page(Request request, @Nullable String named) {
        if (named != null) {
            return Origin.ofHeader(named);
        }
        var addresses = request.headers().all("Referer");
        return addresses.size() == 1 ? Origin.ofAddress(addresses.get(0)) : null;
    }

    /** Tells whether a text can be sent back: one word, of what origins are made of. */
    private static boolean reflectable(String named) {
        return named.equals("null") || Origin.parse(named) != null;
    }
}
