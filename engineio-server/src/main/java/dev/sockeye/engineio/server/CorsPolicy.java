package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.engineio.server.host.Request;
import dev.sockeye.engineio.server.host.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which foreign origins are served, and what the answers to browsers say of it: the official option {@code cors},
 * and {@code origins} and {@code handlePreflightRequest} of 2.x.
 *
 * <p>Immutable: each method that changes something returns a new policy. A page on the server's own origin and a client
 * that tells of no page are served under every policy; a request without {@code Origin} that tells of one, by {@code
 * Sec-Fetch-Site} or {@code Referer}, is judged by it. Functions given to it are called on the host's threads and
 * must not block.
 */
public final class CorsPolicy {
    private static final CorsPolicy NONE =
            new CorsPolicy(OriginRule.NONE, Grants.DEFAULT, Preflight.DEFAULT, null, false);
    private static final CorsPolicy V2 = new CorsPolicy(OriginRule.ANY, Grants.DEFAULT, Preflight.DEFAULT, null, true)
            .credentials(true)
            .allowedHeaders("Content-Type");

    private final OriginRule rule;
    private final Grants grants;
    private final Preflight preflight;
    private final @Nullable Function<Request, CompletionStage<CorsPolicy>> perRequest;
    private final boolean second;

    private CorsPolicy(
            OriginRule rule,
            Grants grants,
            Preflight preflight,
            @Nullable Function<Request, CompletionStage<CorsPolicy>> perRequest,
            boolean second) {
        this.rule = rule;
        this.grants = grants;
        this.preflight = preflight;
        this.perRequest = perRequest;
        this.second = second;
    }

    /** Admits no foreign origin. The default. */
    public static CorsPolicy none() {
        return NONE;
    }

    /**
     * Admits every origin, and answers with {@code *}: the official {@code origin: "*"}. Credentials can't be had with it:
     * a browser would not take them, and any site could act in the name of its visitors.
     */
    public static CorsPolicy any() {
        return NONE.with(OriginRule.ANY);
    }

    /**
     * Admits every origin, {@code null} too, and answers each with its own name: the official {@code origin: true}. As with
     * {@link #any()}, without credentials.
     */
    public static CorsPolicy reflecting() {
        return NONE.with(OriginRule.REFLECTED);
    }

    /** Admits all origins with credentials, as 2.x does. */
    static CorsPolicy v2() {
        return V2;
    }

    /** Admits the origins listed, see {@link #origins(Collection)}. */
    public static CorsPolicy origins(String... origins) {
        return origins(Arrays.asList(origins));
    }

    /**
     * Admits the origins listed, compared as a whole: scheme, host and port, where no port is the scheme's own. The forms
     * of 2.x leave a part open: {@code host:port}, {@code host:*}, {@code *:port}; so does {@code https://host:*}. The only
     * element {@code *} or {@code *:*} is the same as {@link #any()}.
     *
     * @throws IllegalArgumentException if there is none, or an element is no origin, such as one with a path behind it; the
     *     message says how it is to be written
     */
    public static CorsPolicy origins(Collection<String> origins) {
        return NONE.with(OriginRule.listed(origins));
    }

    /**
     * Admits the origins that one of the patterns matches as a whole, from the first letter to the last, such as {@code
     * https://[a-z0-9-]+\.example\.com}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static CorsPolicy matching(Pattern... patterns) {
        return NONE.with(OriginRule.matching(Arrays.asList(patterns)));
    }

    /**
     * Admits the origins that a predicate accepts. It is given a well-formed origin as browsers write it, such as {@code
     * https://example.com:8443}, never {@code null}. Where it throws, that request is refused.
     */
    public static CorsPolicy matching(Predicate<String> origins) {
        return NONE.with(OriginRule.judged(origins));
    }

    /**
     * Admits the origins to which a function says true, at once or later. Where the stage fails or takes longer than {@link
     * EngineOptions#admissionTimeout}, the request is refused with {@code Bad request}.
     */
    public static CorsPolicy deciding(Function<String, CompletionStage<Boolean>> origins) {
        return NONE.with(OriginRule.asked(origins));
    }

    /**
     * Asks for a policy for each request again, by its head. Where the stage fails or takes longer than {@link
     * EngineOptions#admissionTimeout}, the request is refused with {@code Bad request}. Everything else is set on the
     * policies that it returns; the methods of this one that set something throw.
     */
    public static CorsPolicy perRequest(Function<Request, CompletionStage<CorsPolicy>> policies) {
        return new CorsPolicy(OriginRule.NONE, Grants.DEFAULT, Preflight.DEFAULT, policies, false);
    }

    /**
     * Admits the origins that one of the patterns matches as a whole besides those listed.
     *
     * @throws IllegalArgumentException if the policy is not one of origins or patterns
     */
    public CorsPolicy alsoMatching(Pattern... patterns) {
        refusePerRequest("alsoMatching");
        return with(rule.alsoMatching(Arrays.asList(patterns)));
    }

    /** Allows browsers to send cookies and to show the answers to such requests. Off by default. */
    public CorsPolicy credentials(boolean on) {
        return with("credentials", grants.withCredentials(on));
    }

    /** Names the methods that a preflight grants. {@code GET} and {@code POST} by default, which are all there are. */
    public CorsPolicy methods(String... methods) {
        return with("methods", grants.withMethods(methods));
    }

    /**
     * Names the request headers that a preflight grants; none for none. By default those that it asks for; in the profile of
     * 2.x {@code Content-Type}.
     */
    public CorsPolicy allowedHeaders(String... headers) {
        return with("allowedHeaders", grants.withAllowedHeaders(headers));
    }

    /** Names the response headers that scripts may read. None by default. */
    public CorsPolicy exposedHeaders(String... headers) {
        return with("exposedHeaders", grants.withExposedHeaders(headers));
    }

    /**
     * Tells browsers how long to remember a preflight; in whole seconds. Not told by default.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public CorsPolicy maxAge(Duration age) {
        return with("maxAge", grants.withMaxAge(age));
    }

    /**
     * Lets pages of the internet reach this server at an address of a private network (Private Network Access), where the
     * browser asks for it. Off by default.
     */
    public CorsPolicy privateNetwork(boolean on) {
        return with("privateNetwork", grants.withPrivateNetwork(on));
    }

    /**
     * Sets the status of the answer to a preflight. 204 by default.
     *
     * @throws IllegalArgumentException if browsers would not take it for success
     */
    public CorsPolicy optionsSuccessStatus(int status) {
        Checks.that(status >= 200 && status < 300, "optionsSuccessStatus", status, "200 to 299");
        return with("optionsSuccessStatus", preflight.withStatus(status));
    }

    /**
     * Sets whether preflights, with the headers of this policy, are left to who is named by {@link
     * #handlePreflightRequest(HttpHandler)}; without anybody they get 404 and the headers. False by default.
     */
    public CorsPolicy preflightContinue(boolean on) {
        return with("preflightContinue", preflight.withContinue(on));
    }

    /**
     * Names who writes the whole answer to every {@code OPTIONS} under the path, before any check. Nobody by default: the
     * policy answers.
     */
    public CorsPolicy handlePreflightRequest(Function<Request, Response> handler) {
        return handlePreflightRequest(new PreflightHook(handler));
    }

    /**
     * Hands every {@code OPTIONS} under the path to the application's own handler, before any check: the official {@code
     * false}. Whether the handler {@linkplain HttpHandler#matches matches} is not asked.
     */
    public CorsPolicy handlePreflightRequest(HttpHandler application) {
        return with("handlePreflightRequest", preflight.withHandler(application));
    }

    /** Tells whether every origin is admitted. */
    public boolean admitsAny() {
        return rule.kind() == OriginRule.Kind.ANY || rule.kind() == OriginRule.Kind.REFLECTED;
    }

    /** Tells whether no foreign origin is admitted. */
    public boolean admitsNone() {
        return rule.kind() == OriginRule.Kind.NONE && perRequest == null;
    }

    /** Tells whether credentials are allowed; see {@link #any()}, though. */
    public boolean credentials() {
        return grants.credentials();
    }

    /** Returns the origins as they were listed; {@code *} for all, nothing where a function decides. */
    public List<String> listed() {
        return second && rule.kind() == OriginRule.Kind.ANY ? List.of("*:*") : rule.texts();
    }

    /** Tells whether credentials are allowed in fact: not to everybody, outside the profile of 2.x. */
    boolean grantsCredentials() {
        return grants.credentials() && (second || !rule.everyHost());
    }

    /** Tells whether every origin is answered with a star, so that answers do not depend on it. */
    boolean star() {
        return rule.kind() == OriginRule.Kind.ANY && !second;
    }

    boolean second() {
        return second;
    }

    OriginRule rule() {
        return rule;
    }

    Grants grants() {
        return grants;
    }

    Preflight preflight() {
        return preflight;
    }

    Optional<Function<Request, CompletionStage<CorsPolicy>>> perRequest() {
        return Optional.ofNullable(perRequest);
    }

    CorsPolicy with(OriginRule newRule) {
        return new CorsPolicy(newRule, grants, preflight, null, second);
    }

    private CorsPolicy with(String option, Grants newGrants) {
        refusePerRequest(option);
        return new CorsPolicy(rule, newGrants, preflight, null, second);
    }

    private CorsPolicy with(String option, Preflight newPreflight) {
        refusePerRequest(option);
        return new CorsPolicy(rule, grants, newPreflight, null, second);
    }

    /** What is set there would be without effect. */
    private void refusePerRequest(String option) {
        Checks.that(
                perRequest == null, option, "on CorsPolicy.perRequest", "on the policies that its function returns");
    }

    /** Returns a number that is the same for policies which differ in nothing but functions. */
    int kind() {
        return Objects.hash(rule.kind(), rule.texts(), rule.patterns().toString(), grants, second, perRequest != null);
    }

    /** Describes the policy as the configuration of it. */
    @Override
    public String toString() {
        return "CorsPolicy[" + (perRequest == null ? rule : "per request") + (credentials() ? ", credentials" : "")
                + "]";
    }
}
