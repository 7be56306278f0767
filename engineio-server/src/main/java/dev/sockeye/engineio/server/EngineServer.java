package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.HttpExchange;
import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.engineio.server.host.Request;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves Engine.IO sessions to whatever host hands it requests. Thread-safe; no method blocks. */
public final class EngineServer implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(EngineServer.class);

    private final EngineOptions options;
    private final Hooks hooks = new Hooks();
    private final Sessions sessions;
    private final Cors cors;
    private final Requests requests;

    /** Makes a server. It has no thread of its own and holds nothing that must be freed before its first session. */
    public EngineServer(EngineOptions options) {
        this.options = options;
        sessions = new Sessions(options);
        cors = new Cors(options, hooks.failures());
        requests = new Requests(options, hooks, sessions, cors);
    }

    /** Returns the options. */
    public EngineOptions options() {
        return options;
    }

    /**
     * Names who is told of new sessions. Called on the new session's lane, before its handshake is answered: what the
     * listener sends to a revision 3 session leaves with the open packet. Must name a {@link SessionListener}. Where it
     * throws, the handshake is refused.
     */
    public void onConnection(Consumer<Session> listener) {
        hooks.onConnection(listener);
    }

    /**
     * Adds one more to those that are told of refused requests. Called on the host's threads, before the answer; must
     * not block.
     */
    public void onConnectionError(Consumer<ConnectionError> listener) {
        hooks.onConnectionError(listener);
    }

    /**
     * Adds one more to those that are told of requests refused because of their origin. Called on the host's threads, before
     * the answer; must not block.
     */
    public void onOriginRefused(Consumer<OriginRefusal> listener) {
        hooks.onOriginRefused(listener);
    }

    /**
     * Adds one more to those that may change the headers of the answer that opens a session. Called on a lane; must not
     * block.
     */
    public void onInitialHeaders(BiConsumer<Headers.Builder, Request> listener) {
        hooks.onInitialHeaders(listener);
    }

    /**
     * Adds one more to those that may change the headers of every answer to a session's requests, the opening one and
     * that to a WebSocket handshake included. Called on a lane; must not block.
     */
    public void onHeaders(BiConsumer<Headers.Builder, Request> listener) {
        hooks.onHeaders(listener);
    }

    /** Adds a middleware behind those that there are. */
    public void use(EngineMiddleware middleware) {
        hooks.middlewares().add(middleware);
    }

    @Override
    public boolean matches(String rawTarget) {
        var path = options.path();
        if (!rawTarget.startsWith(path)) {
            return false;
        }
        var end = path.length();
        if (path.endsWith("/")) {
            return true;
        }
        if (rawTarget.length() == end) {
            return !options.addTrailingSlash();
        }
        var next = rawTarget.charAt(end);
        return next == '/' || (next == '?' && !options.addTrailingSlash());
    }

    @Override
    public Optional<Duration> unclaimedUpgradeTimeout() {
        return options.destroyUpgrade() ? Optional.of(options.destroyUpgradeTimeout()) : Optional.empty();
    }

    @Override
    public void listening(boolean encrypted) {
        CorsReview.cookieWarning(options, encrypted).ifPresent(LOG::warn);
    }

    @Override
    public void handle(HttpExchange exchange) {
        try {
            requests.handle(exchange);
        } catch (Throwable e) {
            // Nothing is known of the request but that it must not stay unanswered.
            Failures.rethrowIfFatal(e);
            LOG.error("A request failed", e);
            exchange.abort();
        }
    }

    @Override
    public Headers refusalHeaders(Request request) {
        return cors.headersAtOnce(request, RequestLine.parse(request, options));
    }

    /**
     * Passes on the headers by which the policy for foreign origins shapes an answer, for others who answer beside the
     * engine; nothing is refused. On the exchange's lane, which is where they are passed on as well.
     */
    public void corsHeaders(HttpExchange exchange, Consumer<Headers> next) {
        cors.decide(
                exchange.lane(),
                exchange.request(),
                RequestLine.parse(exchange.request(), options),
                decision -> next.accept(decision.headers().build()),
                () -> next.accept(Cors.UNDECIDED));
    }

    /** Returns the policy for foreign origins in force. */
    public CorsPolicy cors() {
        return cors.policy();
    }

    /** Changes the policy for foreign origins; requests that come from now on are judged by it. */
    public void cors(CorsPolicy policy) {
        cors.policy(Objects.requireNonNull(policy, "policy"));
    }

    /** Returns the foreign origins served, as they were listed; {@code *} or {@code *:*} for all, nothing where a function decides. */
    public List<String> origins() {
        return cors.policy().listed();
    }

    /**
     * Changes which foreign origins are served; the rest of the policy stays, but for a function that is asked for a
     * policy, which is asked no more. Requests that come from now on are judged by
     * it. See {@link CorsPolicy#origins(Collection)}.
     *
     * @throws IllegalArgumentException if there is none, or an element is no origin
     */
    public void origins(Collection<String> origins) {
        cors.policy(cors.policy().with(OriginRule.listed(origins)));
    }

    /** Names a function that says which foreign origins are served; see {@link CorsPolicy#matching(Predicate)}. */
    public void origins(Predicate<String> origins) {
        cors.policy(cors.policy().with(OriginRule.judged(origins)));
    }

    /** Names a function that says so at once or later; see {@link CorsPolicy#deciding}. */
    public void originsAsync(Function<String, CompletionStage<Boolean>> origins) {
        cors.policy(cors.policy().with(OriginRule.asked(origins)));
    }

    /** Returns a request's connection as the client made it, through {@link EngineOptions#trustedProxies}. */
    public ClientView client(Request request) {
        return options.trustedProxies().client(request);
    }

    /**
     * Returns a request's query; of a repeated parameter the last value counts. Unmodifiable, ordered; decoded anew each time
     * it is looked at.
     *
     * @param request of a session: its query is known to be well-formed
     */
    public Map<String, String> query(Request request) {
        return new RequestQuery(request);
    }

    /** Returns the session with an id, if it is open. */
    public Optional<Session> session(String id) {
        return sessions.find(id).map(session -> session);
    }

    /** Returns the sessions that there are; a live view. */
    public Collection<Session> sessions() {
        return Collections.unmodifiableCollection(sessions.all());
    }

    /** Returns the number of sessions. */
    public int sessionCount() {
        return sessions.size();
    }

    /**
     * Refuses new sessions from now on, with 503 and a header {@code Retry-After}; those that there are go on, with all
     * their requests and upgrades. The first half of a shutdown that takes its time.
     *
     * @param retryAfter when clients may come again, rounded to seconds, 1 at least
     */
    public void refuseNew(Duration retryAfter) {
        sessions.refuse(Objects.requireNonNull(retryAfter, "retryAfter"));
    }

    /**
     * Refuses new sessions, tells the clients and ends all sessions; done when none is left, at the latest when {@link
     * EngineOptions#shutdownGrace} is over. Callable repeatedly.
     */
    public CompletableFuture<Void> close() {
        return sessions.close();
    }
}
