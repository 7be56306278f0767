package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.netty.WebSocketSettings;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.engineio.server.host.Request;
import dev.sockeye.engineio.server.host.WebSocketOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Is what all connections of a host share. Thread-safe. */
final class HostContext {
    private static final Logger LOG = LoggerFactory.getLogger(HostContext.class);

    private final HttpHandler handler;
    private final @Nullable HttpHandler fallback;
    private final HostLimits limits;
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean draining;
    private volatile @Nullable Bounds bounds;

    HostContext(HttpHandler handler, @Nullable HttpHandler fallback, HostLimits limits) {
        this.handler = handler;
        this.fallback = fallback;
        this.limits = limits;
    }

    HostLimits limits() {
        return limits;
    }

    /** Tells whether the host's own handler answers a target. */
    boolean matches(String target) {
        return handler.matches(target);
    }

    /** Tells the handlers that the host listens. */
    void listening(boolean encrypted) {
        handler.listening(encrypted);
        if (fallback != null) {
            fallback.listening(encrypted);
        }
    }

    /** Returns how long a foreign opening handshake may wait for its answer, if not for ever. */
    Optional<Duration> unclaimedUpgradeTimeout() {
        return handler.unclaimedUpgradeTimeout();
    }

    /** Returns who answers a target, or null for nobody. */
    @Nullable
    HttpHandler handlerFor(String target) {
        if (handler.matches(target)) {
            return handler;
        }
        return fallback != null && fallback.matches(target) ? fallback : null;
    }

    /** Returns what an answer of the host's own says besides, for whoever would have answered. */
    Headers refusalHeaders(Request request) {
        try {
            var owner = handlerFor(request.target());
            return owner == null ? Headers.empty() : owner.refusalHeaders(request);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.debug("The headers of a refusal failed", e);
            return Headers.empty();
        }
    }

    /** Returns how a WebSocket is bounded: the object that the one before got, if they are alike. */
    WebSocketSettings settings(WebSocketOptions options, boolean deflate) {
        var known = bounds;
        if (known == null || !known.fit(options, deflate)) {
            known = new Bounds(options, deflate, limits);
            bounds = known;
        }
        return known.settings;
    }

    /** Is what the settings of a WebSocket were made of, and those settings. */
    private record Bounds(WebSocketOptions options, boolean deflate, WebSocketSettings settings) {
        Bounds(WebSocketOptions options, boolean deflate, HostLimits limits) {
            this(
                    options,
                    deflate,
                    new WebSocketSettings(
                            options.maxMessage(),
                            limits.fragments(),
                            deflate,
                            options.deflateThreshold(),
                            limits.closing(),
                            limits.write()));
        }

        // Field by field: a record's own equals() is a chain of method handles.
        boolean fit(WebSocketOptions other, boolean deflated) {
            return deflate == deflated
                    && options.maxMessage() == other.maxMessage()
                    && options.deflateThreshold() == other.deflateThreshold();
        }
    }

    /** Counts a connection; false if it is one too many. */
    boolean enter() {
        var count = connections.incrementAndGet();
        return limits.connections() == 0 || count <= limits.connections();
    }

    void leave() {
        connections.decrementAndGet();
    }

    /** Tells whether the host is closing and takes no further request. */
    boolean draining() {
        return draining;
    }

    void drain() {
        draining = true;
    }
}
