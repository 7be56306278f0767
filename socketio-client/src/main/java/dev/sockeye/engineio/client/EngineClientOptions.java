package dev.sockeye.engineio.client;

import dev.sockeye.engineio.netty.Tls;
import dev.sockeye.engineio.netty.WebSocketSettings;
import dev.sockeye.engineio.protocol.EngineRevision;
import io.netty.handler.ssl.SslContext;
import java.net.CookieHandler;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;

/**
 * Configures a connection. Immutable; made by a builder; one object may serve many connections. Names and defaults are the
 * official ones.
 */
public final class EngineClientOptions {
    private static final int MAX_FRAGMENTS = 65_536;
    private static final EngineClientOptions DEFAULTS = builder().build();

    // A copy that nobody else holds and nobody changes.
    private final ClientSettings values;
    private final Optional<SslContext> tls;
    private final WebSocketSettings webSocket;
    private final WebSocketSettings deflating;

    private EngineClientOptions(ClientSettings values) {
        this.values = values;
        tls = values.sslContext.map(Tls::client);
        webSocket = new WebSocketSettings(
                values.maxPayload, MAX_FRAGMENTS, false, 0, values.closeTimeout, values.sendTimeout);
        deflating = webSocket.withDeflate(values.perMessageDeflate.orElse(0));
    }

    /** Returns the defaults. */
    public static EngineClientOptions defaults() {
        return DEFAULTS;
    }

    /** Makes a builder with the defaults. */
    public static Builder builder() {
        return new Builder(new ClientSettings());
    }

    /** Makes a builder with these options. */
    public Builder toBuilder() {
        return new Builder(values.copy());
    }

    /** Returns the revision to speak. */
    public EngineRevision revision() {
        return values.revision;
    }

    /** Returns the HTTP path, with or without a slash at its end as {@code addTrailingSlash} wants it. */
    public String path() {
        return values.path;
    }

    /** Returns the query parameters of the application. */
    public Map<String, String> query() {
        return values.query;
    }

    /** Returns the transports, in the order in which they are tried. */
    public List<String> transports() {
        return values.transports;
    }

    /** Tells whether a connection moves to a better transport. */
    public boolean upgrade() {
        return values.upgrade;
    }

    /** Tells whether a connection begins with WebSocket where the last one to that server came to it. */
    public boolean rememberUpgrade() {
        return values.rememberUpgrade;
    }

    /** Tells whether the next transport is tried when one cannot be opened. */
    public boolean tryAllTransports() {
        return values.tryAllTransports;
    }

    /** Returns which requests have a timestamp; empty for polling only. */
    public Optional<Boolean> timestampRequests() {
        return values.timestampRequests;
    }

    /** Returns the name of the timestamp's query parameter. */
    public String timestampParam() {
        return values.timestampParam;
    }

    /** Tells whether binary travels as base64 on every transport. */
    public boolean forceBase64() {
        return values.forceBase64;
    }

    /** Returns how long opening may take, from the name's resolution to the open packet; zero for ever. */
    public Duration timeout() {
        return values.timeout;
    }

    /** Returns how long one polling request may take; zero for ever. */
    public Duration requestTimeout() {
        return values.requestTimeout;
    }

    /** Returns how long closing may take. */
    public Duration closeTimeout() {
        return values.closeTimeout;
    }

    /** Returns how long a write may go without progress; zero for ever. */
    public Duration sendTimeout() {
        return values.sendTimeout;
    }

    /** Returns the headers that all transports send. */
    public Map<String, List<String>> extraHeaders() {
        return values.extraHeaders;
    }

    /** Returns what one transport sends beyond what all send. */
    public TransportOptions transportOptions(String transport) {
        return values.transportOptions.getOrDefault(transport, TransportOptions.NONE);
    }

    /** Tells whether each connection keeps cookies of its own. */
    public boolean withCredentials() {
        return values.withCredentials;
    }

    /** Returns where cookies are kept, if the application keeps them. */
    public Optional<CookieHandler> cookies() {
        return values.cookies;
    }

    /** Returns the WebSocket sub-protocols offered. */
    public List<String> protocols() {
        return values.protocols;
    }

    /** Returns from how many bytes on WebSocket messages are compressed; empty if compression is not offered. */
    public OptionalInt perMessageDeflate() {
        return values.perMessageDeflate;
    }

    /** Returns the largest message or polling answer taken, in bytes. */
    public long maxPayload() {
        return values.maxPayload;
    }

    /** Returns how many packets one polling answer may carry. */
    public int maxPacketsPerPayload() {
        return values.maxPacketsPerPayload;
    }

    /** Returns the TLS context, if it is not the platform's. */
    public Optional<SSLContext> sslContext() {
        return values.sslContext;
    }

    /** Tells whether the server's certificate must name the host. */
    public boolean checkServerIdentity() {
        return values.checkServerIdentity;
    }

    /** Returns the name that TLS asks for and checks, if it is not the host's. */
    public Optional<String> serverName() {
        return values.serverName;
    }

    /** Returns the proxy. */
    public Optional<EngineProxy> proxy() {
        return values.proxy;
    }

    /** Returns the address of this machine to connect from. */
    public Optional<InetAddress> localAddress() {
        return values.localAddress;
    }

    /** Returns which kind of addresses is used; empty for both. */
    public Optional<StandardProtocolFamily> family() {
        return values.family;
    }

    /** Returns the value of the header {@code Origin}. */
    public Optional<String> origin() {
        return values.origin;
    }

    Optional<SslContext> tls() {
        return tls;
    }

    WebSocketSettings webSocket(boolean deflate) {
        return deflate ? deflating : webSocket;
    }

    /** Collects options; the last call of each method counts. Not thread-safe. */
    public static final class Builder {
        private final ClientSettings values;

        private Builder(ClientSettings values) {
            this.values = values;
        }

        /** Sets the revision to speak: 4 for Socket.IO 3.x and 4.x, 3 for 2.x and older. Revision 4 by default. */
        public Builder revision(EngineRevision value) {
            values.revision = Objects.requireNonNull(value, "revision");
            return this;
        }

        /** Sets the HTTP path. {@code /engine.io/} by default. */
        public Builder path(String value) {
            values.path = Objects.requireNonNull(value, "path");
            return this;
        }

        /** Sets whether the path ends with a slash. True by default. */
        public Builder addTrailingSlash(boolean on) {
            values.addTrailingSlash = on;
            return this;
        }

        /**
         * Sets the query parameters of each request. {@code EIO}, {@code transport} and {@code sid} are not the
         * application's; parameters of the URI that have the same name win. None by default.
         */
        public Builder query(Map<String, String> parameters) {
            values.query = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
            return this;
        }

        /** Sets the transports: the first one opens, the others are upgrades. Polling and WebSocket by default. */
        public Builder transports(String... names) {
            return transports(List.of(names));
        }

        /** Sets the transports: the first one opens, the others are upgrades. Polling and WebSocket by default. */
        public Builder transports(List<String> names) {
            values.transports = List.copyOf(names);
            return this;
        }

        /** Sets whether a connection moves from polling to WebSocket when the server offers it. True by default. */
        public Builder upgrade(boolean on) {
            values.upgrade = on;
            return this;
        }

        /**
         * Sets whether a connection begins with WebSocket if the last one of the same {@link EngineClient} to the same
         * server came to it. False by default.
         */
        public Builder rememberUpgrade(boolean on) {
            values.rememberUpgrade = on;
            return this;
        }

        /** Sets whether the next transport is tried when one cannot be opened. False by default. */
        public Builder tryAllTransports(boolean on) {
            values.tryAllTransports = on;
            return this;
        }

        /** Sets whether requests have a timestamp, against caches; without this call those of polling have one. */
        public Builder timestampRequests(boolean on) {
            values.timestampRequests = Optional.of(on);
            return this;
        }

        /** Sets the name of the timestamp's query parameter. {@code t} by default. */
        public Builder timestampParam(String name) {
            values.timestampParam = Objects.requireNonNull(name, "timestampParam");
            return this;
        }

        /** Sets whether binary travels as base64 on every transport. False by default. */
        public Builder forceBase64(boolean on) {
            values.forceBase64 = on;
            return this;
        }

        /**
         * Sets how long opening may take: name resolution, TCP, proxy, TLS and the handshake together, over all transports
         * that are tried. 20 s by default; zero for ever.
         */
        public Builder timeout(Duration time) {
            values.timeout = Objects.requireNonNull(time, "timeout");
            return this;
        }

        /** Sets how long one polling request may take; should exceed the server's ping interval. Zero, for ever, by default. */
        public Builder requestTimeout(Duration time) {
            values.requestTimeout = Objects.requireNonNull(time, "requestTimeout");
            return this;
        }

        /** Sets how long closing may take, with what is still to be sent. 5 s by default. */
        public Builder closeTimeout(Duration time) {
            values.closeTimeout = Objects.requireNonNull(time, "closeTimeout");
            return this;
        }

        /** Sets how long a write may go without progress before the connection is given up. 30 s by default; zero for ever. */
        public Builder sendTimeout(Duration time) {
            values.sendTimeout = Objects.requireNonNull(time, "sendTimeout");
            return this;
        }

        /** Sets headers that all transports send, in the place of those set before. None by default. */
        public Builder extraHeaders(Map<String, List<String>> headers) {
            values.extraHeaders = Headers.copy(headers);
            return this;
        }

        /** Adds a header that all transports send. */
        public Builder extraHeader(String name, String value) {
            var headers = new LinkedHashMap<>(values.extraHeaders);
            headers.put(name, List.of(value));
            return extraHeaders(headers);
        }

        /** Sets what one transport sends beyond what all send. Nothing by default. */
        public Builder transportOptions(String transport, TransportOptions options) {
            var all = new HashMap<>(values.transportOptions);
            all.put(transport, options);
            values.transportOptions = Map.copyOf(all);
            return this;
        }

        /**
         * Sets whether each connection keeps the cookies that its server sets, in memory and for itself. False by default. See
         * {@link #cookies} for cookies that outlive a connection.
         */
        public Builder withCredentials(boolean on) {
            values.withCredentials = on;
            return this;
        }

        /**
         * Sets where cookies are kept. It is asked on event loops and must not block; {@link MemoryCookies} does not. Nowhere
         * by default.
         */
        public Builder cookies(CookieHandler handler) {
            values.cookies = Optional.of(handler);
            return this;
        }

        /** Sets the WebSocket sub-protocols to offer. None by default. */
        public Builder protocols(String... names) {
            values.protocols = List.of(names);
            return this;
        }

        /**
         * Sets whether WebSocket compression is offered, and from how many bytes on messages are compressed if the server
         * agrees. 1,024 by default; empty offers none.
         */
        public Builder perMessageDeflate(OptionalInt threshold) {
            values.perMessageDeflate = Objects.requireNonNull(threshold, "perMessageDeflate");
            return this;
        }

        /**
         * Sets the largest WebSocket message, decompressed, and the largest polling answer that is taken, in bytes. 100 MiB by
         * default.
         */
        public Builder maxPayload(long bytes) {
            values.maxPayload = bytes;
            return this;
        }

        /** Sets how many packets one polling answer may carry. 100,000 by default. */
        public Builder maxPacketsPerPayload(int count) {
            values.maxPacketsPerPayload = count;
            return this;
        }

        /** Sets the TLS context: whom to trust, and which certificate to show. The platform's by default. */
        public Builder sslContext(SSLContext context) {
            values.sslContext = Optional.of(context);
            return this;
        }

        /**
         * Sets whether the server's certificate must name the host. True by default; without it anyone with any trusted
         * certificate can pose as the server.
         */
        public Builder checkServerIdentity(boolean on) {
            values.checkServerIdentity = on;
            return this;
        }

        /** Sets the name that TLS asks for (SNI) and checks in the certificate. The URI's host by default. */
        public Builder serverName(String name) {
            values.serverName = Optional.of(name);
            return this;
        }

        /** Sets the proxy to connect through. None by default. */
        public Builder proxy(EngineProxy value) {
            values.proxy = Optional.of(value);
            return this;
        }

        /** Sets the address of this machine to connect from. The system's choice by default. */
        public Builder localAddress(InetAddress address) {
            values.localAddress = Optional.of(address);
            return this;
        }

        /** Restricts the addresses used to IPv4 ({@code INET}) or IPv6 ({@code INET6}). Both by default. */
        public Builder family(StandardProtocolFamily value) {
            values.family = Optional.of(value);
            return this;
        }

        /** Sets the header {@code Origin}, which servers with a policy for origins judge. None by default. */
        public Builder origin(String value) {
            values.origin = Optional.of(value);
            return this;
        }

        /**
         * Makes the options.
         *
         * @throws IllegalArgumentException if one is out of its range
         */
        public EngineClientOptions build() {
            var copy = values.copy();
            copy.check();
            return new EngineClientOptions(copy);
        }
    }
}
