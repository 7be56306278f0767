package dev.sockeye.engineio.server;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which foreign origins are served, and what the answers to browsers say of it.
 *
 * <p>Immutable: each method that changes something returns a new policy. A page on the server's own origin and a client
 * that sends no {@code Origin} are served under every policy.
 */
public final class CorsPolicy {
    private static final Logger LOG = LoggerFactory.getLogger(CorsPolicy.class);
    private static final Set<String> TOKENS_NEVER_SAFE = Set.of("", "*");
    private static final CorsPolicy NONE =
            new CorsPolicy(new Rule(Kind.NONE, Set.of(), origin -> false), false, new Granted(), Optional.empty(), 204);

    private final Rule rule;
    private final boolean credentials;
    private final Granted granted;
    private final Optional<Duration> maxAge;
    private final int optionsSuccessStatus;

    private CorsPolicy(
            Rule rule, boolean credentials, Granted granted, Optional<Duration> maxAge, int optionsSuccessStatus) {
        this.rule = rule;
        this.credentials = credentials;
        this.granted = granted;
        this.maxAge = maxAge;
        this.optionsSuccessStatus = optionsSuccessStatus;
    }

    /** Admits no foreign origin. The default. */
    public static CorsPolicy none() {
        return NONE;
    }

    /**
     * Admits every origin. Answers with {@code *}; once {@link #credentials(boolean) credentials} are allowed, which
     * forbids that, with the origin of the request: any site may then act in the name of its visitors.
     */
    public static CorsPolicy any() {
        return NONE.with(new Rule(Kind.ANY, Set.of(), origin -> true));
    }

    /** Admits the origins listed, see {@link #origins(Collection)}. */
    public static CorsPolicy origins(String... origins) {
        return origins(List.of(origins));
    }

    /**
     * Admits the origins listed, compared as a whole: scheme, host and port. The only element {@code *} is the same as
     * {@link #any()}.
     *
     * @throws IllegalArgumentException if an element is no origin, such as one with a path behind it
     */
    public static CorsPolicy origins(Collection<String> origins) {
        if (List.copyOf(origins).equals(List.of("*"))) {
            return any();
        }
        var listed = origins.stream().map(Origins::parse).collect(Collectors.toUnmodifiableSet());
        return NONE.with(new Rule(Kind.LISTED, listed, listed::contains));
    }

    /**
     * Admits the origins that a predicate accepts. It is given a well-formed origin such as {@code
     * https://example.com:8443}, never {@code null}; is called on the host's threads and must not block. Where it
     * throws, that request is refused.
     */
    public static CorsPolicy matching(Predicate<String> origins) {
        return NONE.with(new Rule(Kind.MATCHING, Set.of(), origins));
    }

    /** Allows browsers to send cookies and to show the answers to such requests. Off by default. */
    public CorsPolicy credentials(boolean on) {
        return new CorsPolicy(rule, on, granted, maxAge, optionsSuccessStatus);
    }

    /** Names the methods that a preflight grants. {@code GET} and {@code POST} by default, which are all there are. */
    public CorsPolicy methods(String... methods) {
        return with(new Granted(tokens("methods", methods), granted.allowedHeaders, granted.exposedHeaders));
    }

    /**
     * Names the request headers that a preflight grants, instead of the default {@code Content-Type}; clients of
     * revision 3 need that one to send binary over polling.
     */
    public CorsPolicy allowedHeaders(String... headers) {
        return with(new Granted(granted.methods, tokens("allowedHeaders", headers), granted.exposedHeaders));
    }

    /** Names the response headers that scripts may read. None by default. */
    public CorsPolicy exposedHeaders(String... headers) {
        return with(new Granted(granted.methods, granted.allowedHeaders, tokens("exposedHeaders", headers)));
    }

    /**
     * Tells browsers how long to remember a preflight; in whole seconds. Not told by default.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public CorsPolicy maxAge(Duration age) {
        Checks.that(!age.isNegative(), "maxAge", age, ">= 0");
        return new CorsPolicy(rule, credentials, granted, Optional.of(age), optionsSuccessStatus);
    }

    /**
     * Sets the status of the answer to a preflight. 204 by default.
     *
     * @throws IllegalArgumentException if browsers would not take it for success
     */
    public CorsPolicy optionsSuccessStatus(int status) {
        Checks.that(status >= 200 && status < 300, "optionsSuccessStatus", status, "200 to 299");
        return new CorsPolicy(rule, credentials, granted, maxAge, status);
    }

    /** Tells whether every origin is admitted. */
    public boolean admitsAny() {
        return rule.kind == Kind.ANY;
    }

    /** Tells whether no foreign origin is admitted. */
    public boolean admitsNone() {
        return rule.kind == Kind.NONE;
    }

    /** Tells whether credentials are allowed. */
    public boolean credentials() {
        return credentials;
    }

    /** Tells whether an origin is admitted, its text as it stands in the request. */
    public boolean admits(String origin) {
        if (rule.kind == Kind.ANY) {
            return true;
        }
        var parsed = rule.kind == Kind.NONE ? null : Origins.normalized(origin);
        return parsed != null && ask(parsed);
    }

    private boolean ask(String origin) {
        try {
            return rule.admits.test(origin);
        } catch (Throwable e) {
            Failures.rethrowIfFatal(e);
            LOG.warn("The application failed to judge an origin, which is refused", e);
            return false;
        }
    }

    List<String> methods() {
        return granted.methods;
    }

    List<String> allowedHeaders() {
        return granted.allowedHeaders;
    }

    List<String> exposedHeaders() {
        return granted.exposedHeaders;
    }

    Optional<Duration> maxAge() {
        return maxAge;
    }

    int optionsSuccessStatus() {
        return optionsSuccessStatus;
    }

    /** Describes the policy as the configuration of it. */
    @Override
    public String toString() {
        return "CorsPolicy[" + rule.kind + (rule.listed.isEmpty() ? "" : " " + rule.listed)
                + (credentials ? ", credentials" : "") + "]";
    }

    private CorsPolicy with(Rule newRule) {
        return new CorsPolicy(newRule, credentials, granted, maxAge, optionsSuccessStatus);
    }

    private CorsPolicy with(Granted newGranted) {
        return new CorsPolicy(rule, credentials, newGranted, maxAge, optionsSuccessStatus);
    }

    private static List<String> tokens(String option, String... tokens) {
        for (@Nullable String token : tokens) {
            Checks.that(
                    token != null && !TOKENS_NEVER_SAFE.contains(token) && Checks.token(token),
                    option,
                    String.valueOf(token),
                    "a name");
        }
        return List.of(tokens);
    }

    private enum Kind {
        NONE,
        ANY,
        LISTED,
        MATCHING
    }

    private record Rule(Kind kind, Set<String> listed, Predicate<String> admits) {}

    private record Granted(List<String> methods, List<String> allowedHeaders, List<String> exposedHeaders) {
        Granted() {
            this(List.of("GET", "POST"), List.of("Content-Type"), List.of());
        }
    }
}
