package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Request;
import dev.sockeye.engineio.server.host.Response;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Configures an {@link EngineServer}. Immutable; made by a builder. Names and defaults are the official ones, but for
 * foreign origins, which are refused, and clients of revision 3, which are served.
 */
public final class EngineOptions {
    private static final EngineOptions DEFAULTS = builder().build();
    private static final EngineOptions V2 = builder().v2().build();

    // A copy that nobody else holds and nobody changes.
    private final EngineSettings values;

    private EngineOptions(EngineSettings values) {
        this.values = values;
    }

    /** Returns the defaults. */
    public static EngineOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns the defaults of Socket.IO 2.x: every origin is served with credentials, and the cookie {@code io} is set.
     * Any site may then act in the name of its visitors; meant for moving an old installation, not for a new one.
     */
    public static EngineOptions v2() {
        return V2;
    }

    /** Makes a builder with the defaults. */
    public static Builder builder() {
        return new Builder(new EngineSettings());
    }

    /** Makes a builder with these options. */
    public Builder toBuilder() {
        return new Builder(values.copy());
    }

    /** Returns the path without a slash at its end. */
    public String path() {
        return values.path;
    }

    /** Tells whether the path must be followed by a slash. */
    public boolean addTrailingSlash() {
        return values.addTrailingSlash;
    }

    /** Returns the transports offered. */
    public List<String> transports() {
        return values.transports;
    }

    /** Tells whether clients of revision 3 are served. */
    public boolean allowEIO3() {
        return values.allowEIO3;
    }

    /** Returns the time between heartbeats. */
    public Duration pingInterval() {
        return values.pingInterval;
    }

    /** Returns how long a heartbeat may stay unanswered. */
    public Duration pingTimeout() {
        return values.pingTimeout;
    }

    /** Returns how long an upgrade may take. */
    public Duration upgradeTimeout() {
        return values.upgradeTimeout;
    }

    /** Returns the largest message taken, in bytes. */
    public long maxHttpBufferSize() {
        return values.maxHttpBufferSize;
    }

    /** Tells whether upgrades are offered. */
    public boolean allowUpgrades() {
        return values.allowUpgrades;
    }

    /** Returns the cookie, if there is one. */
    public Optional<CookieOptions> cookie() {
        return values.cookie;
    }

    /** Returns which foreign origins are served. */
    public CorsPolicy cors() {
        return values.cors;
    }

    /** Returns whose word about the client is believed. */
    public TrustedProxies trustedProxies() {
        return values.trustedProxies;
    }

    /** Returns the origins of the server's own pages; none where the host that a client asks for is believed. */
    public List<String> ownOrigins() {
        return values.ownOrigins;
    }

    /** Tells whether handshakes must name their origin. */
    public boolean requireOrigin() {
        return values.requireOrigin;
    }

    /** Tells whether the policy only shapes headers. */
    public boolean corsHeadersOnly() {
        return values.corsHeadersOnly;
    }

    /** Returns who decides on handshakes. */
    public Function<Request, CompletionStage<Admission>> allowRequest() {
        return values.allowRequest;
    }

    /** Tells whether nobody needs to be asked about a handshake. */
    boolean admitsAll() {
        return values.allowRequest == EngineSettings.ADMIT_ALL;
    }

    /** Returns who makes session ids, if not the server itself. */
    public Optional<Function<Request, CompletionStage<String>>> generateId() {
        return values.generateId;
    }

    /** Returns who may poll by script tags. */
    public JsonpMode jsonp() {
        return values.jsonp;
    }

    /** Returns from how many bytes on answers to polls are compressed; empty for never. */
    public OptionalInt httpCompression() {
        return values.httpCompression;
    }

    /** Returns from how many bytes on WebSocket messages are compressed; empty for never. */
    public OptionalInt perMessageDeflate() {
        return values.perMessageDeflate;
    }

    /** Tells whether WebSocket handshakes that nobody serves are ended. */
    public boolean destroyUpgrade() {
        return values.destroyUpgrade;
    }

    /** Returns how long somebody else may take to answer a foreign WebSocket handshake. */
    public Duration destroyUpgradeTimeout() {
        return values.destroyUpgradeTimeout;
    }

    /** Returns how long the application may take to decide on a request. */
    public Duration admissionTimeout() {
        return values.admissionTimeout;
    }

    /** Returns how long a closing session waits for a poll. */
    public Duration closeTimeout() {
        return values.closeTimeout;
    }

    /** Returns how long a write may go without progress. */
    public Duration sendTimeout() {
        return values.sendTimeout;
    }

    /** Returns how long a shutdown lets sessions end in order. */
    public Duration shutdownGrace() {
        return values.shutdownGrace;
    }

    /** Returns how many packets one polling request may carry. */
    public int maxPacketsPerPayload() {
        return values.maxPacketsPerPayload;
    }

    /** Returns how many bytes may wait for a client. */
    public long maxPendingBytes() {
        return values.maxPendingBytes;
    }

    /** Returns from how many waiting bytes on a session is not writable. */
    public long highWaterMark() {
        return values.highWaterMark;
    }

    /** Returns down to how many waiting bytes a session that was not writable becomes it again. */
    public long lowWaterMark() {
        return Math.min(values.lowWaterMark, values.highWaterMark);
    }

    /** Collects options; the last call of each method counts, whatever comes between. Not thread-safe. */
    public static final class Builder {
        private final EngineSettings values;

        private Builder(EngineSettings values) {
            this.values = values;
        }

        /** Takes the defaults of Socket.IO 2.x for what is not set, before or later; see {@link EngineOptions#v2()}. */
        public Builder v2() {
            values.second = true;
            return this;
        }

        /** Sets the path under which the server answers, with or without a slash at its end. {@code /socket.io} by default. */
        public Builder path(String value) {
            values.path = Objects.requireNonNull(value, "path");
            return this;
        }

        /** Sets whether the path must be followed by a slash. True by default. */
        public Builder addTrailingSlash(boolean on) {
            values.addTrailingSlash = on;
            return this;
        }

        /** Names the transports offered, of {@code polling} and {@code websocket}. Both by default. */
        public Builder transports(String... names) {
            values.transports = List.of(names);
            return this;
        }

        /** Names the transports offered, of {@code polling} and {@code websocket}. Both by default. */
        public Builder transports(List<String> names) {
            values.transports = List.copyOf(names);
            return this;
        }

        /** Sets whether clients of revision 3 (Socket.IO 1.x and 2.x) are served beside those of revision 4. True by default. */
        public Builder allowEIO3(boolean on) {
            values.allowEIO3 = on;
            return this;
        }

        /** Sets the time between heartbeats. 25 s by default. */
        public Builder pingInterval(Duration time) {
            values.pingInterval = Objects.requireNonNull(time, "pingInterval");
            return this;
        }

        /** Sets how long a heartbeat may stay unanswered. 20 s by default. */
        public Builder pingTimeout(Duration time) {
            values.pingTimeout = Objects.requireNonNull(time, "pingTimeout");
            return this;
        }

        /** Sets how long a WebSocket may take to prove that it can replace polling. 10 s by default. */
        public Builder upgradeTimeout(Duration time) {
            values.upgradeTimeout = Objects.requireNonNull(time, "upgradeTimeout");
            return this;
        }

        /** Sets the largest message, and the largest body of a polling request, in bytes. 1,000,000 by default. */
        public Builder maxHttpBufferSize(long bytes) {
            values.maxHttpBufferSize = bytes;
            return this;
        }

        /** Sets whether clients are told that they may leave polling. True by default. */
        public Builder allowUpgrades(boolean on) {
            values.allowUpgrades = on;
            return this;
        }

        /** Sets the cookie that tells load balancers the session's id. None by default. */
        public Builder cookie(CookieOptions options) {
            values.cookie = Optional.of(options);
            values.cookieChosen = true;
            return this;
        }

        /** Removes the cookie, such as that of {@link EngineOptions#v2()}. */
        public Builder noCookie() {
            values.cookie = Optional.empty();
            values.cookieChosen = true;
            return this;
        }

        /** Sets which foreign origins are served. None by default. */
        public Builder cors(CorsPolicy value) {
            values.chosenCors = values.chosenCors.with(Objects.requireNonNull(value, "cors"));
            return this;
        }

        /** Sets which foreign origins the policy admits, be it set before or later; the rest of it stays. See {@link CorsPolicy#origins(java.util.Collection)}. */
        public Builder origins(String... origins) {
            values.chosenCors = values.chosenCors.with(OriginRule.listed(List.of(origins)));
            return this;
        }

        /** Names who writes the whole answer to a preflight, whichever policy is set before or later. See {@link CorsPolicy#handlePreflightRequest(Function)}. */
        public Builder handlePreflightRequest(Function<Request, Response> handler) {
            values.chosenCors = values.chosenCors.with(new PreflightHook(handler));
            return this;
        }

        /** Names the proxies whose {@code Forwarded} and {@code X-Forwarded-*} headers are believed. None by default. */
        public Builder trustedProxies(TrustedProxies value) {
            values.trustedProxies = Objects.requireNonNull(value, "trustedProxies");
            return this;
        }

        /**
         * Names the origins of the server's own pages, in the forms of {@link CorsPolicy#origins(java.util.Collection)}
         * that name a host: then no other page is its own, and a request without an {@code Origin} must ask for one of
         * these hosts. By default the own origin is whatever host the client asks for, which somebody who makes a name of
         * his lead here (DNS rebinding) has in his hand.
         *
         * @throws IllegalArgumentException if there is none, or an element is no origin
         */
        public Builder ownOrigins(String... origins) {
            values.ownOrigins = OwnOrigins.checked(List.of(origins));
            return this;
        }

        /** Sets whether handshakes without an {@code Origin} are refused, and so most clients that are no browsers. False by default. */
        public Builder requireOrigin(boolean on) {
            values.requireOrigin = on;
            return this;
        }

        /** Sets whether foreign origins are served in spite of the policy, which then only shapes the headers, as the official server does it. Leaves WebSocket without any protection. False by default. */
        public Builder corsHeadersOnly(boolean on) {
            values.corsHeadersOnly = on;
            return this;
        }

        /** Names who decides on each handshake, after the origin was admitted. Called on the host's threads, must not block. All are admitted by default. */
        public Builder allowRequest(Function<Request, CompletionStage<Admission>> judge) {
            values.allowRequest = Objects.requireNonNull(judge, "allowRequest");
            return this;
        }

        /** Names who makes the session ids. They are secrets and must be unique; of 1 to 128 characters from {@code A-Z a-z 0-9 - _ . ~}. Called on the host's threads, must not block. 20 characters from 120 random bits by default. */
        public Builder generateId(Function<Request, CompletionStage<String>> generator) {
            values.generateId = Optional.of(generator);
            return this;
        }

        /** Sets who may poll by script tags. Revision 3 only by default. */
        public Builder jsonp(JsonpMode value) {
            values.jsonp = Objects.requireNonNull(value, "jsonp");
            return this;
        }

        /** Sets from how many bytes on answers to polls are compressed; empty for never. 1,024 by default. */
        public Builder httpCompression(OptionalInt threshold) {
            values.httpCompression = threshold;
            return this;
        }

        /** Sets from how many bytes on WebSocket messages are compressed, empty for never; costs memory for each connection. Never by default. */
        public Builder perMessageDeflate(OptionalInt threshold) {
            values.perMessageDeflate = threshold;
            return this;
        }

        /**
         * Sets whether WebSocket handshakes for paths that nobody serves are ended, where connections are shared with
         * other software; a host of its own answers them with 404 at once. True by default.
         */
        public Builder destroyUpgrade(boolean on) {
            values.destroyUpgrade = on;
            return this;
        }

        /** Sets how long somebody else may take to answer such a handshake. 1 s by default. */
        public Builder destroyUpgradeTimeout(Duration time) {
            values.destroyUpgradeTimeout = Objects.requireNonNull(time, "destroyUpgradeTimeout");
            return this;
        }

        /**
         * Sets how long the application may take to decide on a request: {@code allowRequest}, {@code generateId} and
         * each middleware. 30 s by default.
         */
        public Builder admissionTimeout(Duration time) {
            values.admissionTimeout = Objects.requireNonNull(time, "admissionTimeout");
            return this;
        }

        /** Sets how long a closing session waits for the poll that takes what is left. 30 s by default. */
        public Builder closeTimeout(Duration time) {
            values.closeTimeout = Objects.requireNonNull(time, "closeTimeout");
            return this;
        }

        /** Sets how long a write may go without progress before the session ends. 30 s by default. */
        public Builder sendTimeout(Duration time) {
            values.sendTimeout = Objects.requireNonNull(time, "sendTimeout");
            return this;
        }

        /** Sets how long {@link EngineServer#close()} lets sessions end in order: clients that poll must come for their last words. 1.5 s by default. */
        public Builder shutdownGrace(Duration time) {
            values.shutdownGrace = Objects.requireNonNull(time, "shutdownGrace");
            return this;
        }

        /** Sets how many packets one polling request may carry. 10,000 by default. */
        public Builder maxPacketsPerPayload(int count) {
            values.maxPacketsPerPayload = count;
            return this;
        }

        /** Sets how many bytes may wait for a client; above it the session ends with {@link CloseReason#SLOW_CONSUMER}. 16 MiB by default. */
        public Builder maxPendingBytes(long bytes) {
            values.maxPendingBytes = bytes;
            return this;
        }

        /** Sets from how many waiting bytes on a session is not writable, so that volatile messages are dropped. 1 MiB by default. */
        public Builder highWaterMark(long bytes) {
            values.highWaterMark = bytes;
            return this;
        }

        /** Sets down to how many waiting bytes a session must come to be told of as writable again; the high-water mark where that is lower. 512 KiB by default. */
        public Builder lowWaterMark(long bytes) {
            values.lowWaterMark = bytes;
            return this;
        }

        /**
         * Makes the options.
         *
         * @throws IllegalArgumentException if a value can't work; the message names it and what was expected
         */
        public EngineOptions build() {
            var copy = values.copy();
            copy.settle();
            copy.check();
            return new EngineOptions(copy);
        }
    }
}
