package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.HttpExchange;
import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.engineio.server.host.Request;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves Engine.IO sessions to whatever host hands it requests. Thread-safe; no method blocks. */
public final class EngineServer implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(EngineServer.class);

    private final EngineOptions options;
    private final Hooks hooks = new Hooks();
    private final Sessions sessions;
    private final Requests requests;

    /** Makes a server. It has no thread of its own and holds nothing that must be freed before its first session. */
    public EngineServer(EngineOptions options) {
        this.options = options;
        sessions = new Sessions(options);
        requests = new Requests(options, hooks, sessions);
        if (options.cors().admitsAny() && options.cors().credentials()) {
            LOG.warn("Pages of every origin are served with the cookies of their visitors; see EngineOptions.cors");
        }
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

    /** Returns the headers by which the policy for foreign origins shapes an answer, for others who answer beside it. */
    public Headers corsHeaders(Request request) {
        var headers = Headers.builder();
        CorsHeaders.addTo(headers, options.cors(), request);
        return headers.build();
    }

    /** Returns a request's connection as the client made it, through {@link EngineOptions#trustedProxies}. */
    public ClientView client(Request request) {
        return options.trustedProxies().client(request);
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
