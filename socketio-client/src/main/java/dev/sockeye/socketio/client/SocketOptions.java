package dev.sockeye.socketio.client;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Configures one socket. Immutable; made by a builder; one object may serve many sockets. */
public final class SocketOptions {
    private static final SocketOptions DEFAULTS = builder().build();

    private final Auth auth;
    private final Optional<Map<String, String>> namespaceQuery;
    private final Duration ackTimeout;
    private final int retries;
    private final Duration connectTimeout;
    private final ClientLimits limits;

    private SocketOptions(Builder builder) {
        auth = builder.auth;
        namespaceQuery = builder.namespaceQuery;
        ackTimeout = builder.ackTimeout;
        retries = builder.retries;
        connectTimeout = builder.connectTimeout;
        limits = builder.limits;
    }

    /** Returns the defaults. */
    public static SocketOptions defaults() {
        return DEFAULTS;
    }

    /** Makes a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Makes a builder with these options. */
    public Builder toBuilder() {
        var builder = new Builder();
        builder.auth = auth;
        builder.namespaceQuery = namespaceQuery;
        builder.ackTimeout = ackTimeout;
        builder.retries = retries;
        builder.connectTimeout = connectTimeout;
        builder.limits = limits;
        return builder;
    }

    Auth auth() {
        return auth;
    }

    /** Returns the query that servers of 2.x are told; empty for that of the connection. */
    public Optional<Map<String, String>> namespaceQuery() {
        return namespaceQuery;
    }

    /** Returns how long acknowledgements are waited for; zero until the disconnection. */
    public Duration ackTimeout() {
        return ackTimeout;
    }

    /** Returns how often an event that is not acknowledged is sent again. */
    public int retries() {
        return retries;
    }

    /** Returns how long the server may take to answer when the namespace is to be joined; zero for ever. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** Returns what bounds the socket's buffers. */
    public ClientLimits limits() {
        return limits;
    }

    /** Collects options; the last call of each method counts. Not thread-safe. */
    public static final class Builder implements SocketSettings<Builder> {
        private Auth auth = Auth.NONE;
        private Optional<Map<String, String>> namespaceQuery = Optional.empty();
        private Duration ackTimeout = Duration.ZERO;
        private int retries;
        private Duration connectTimeout = Duration.ZERO;
        private ClientLimits limits = ClientLimits.DEFAULT;

        private Builder() {}

        @Override
        public Builder auth(Object value) {
            auth = new Auth.Value(Objects.requireNonNull(value, "auth"));
            return this;
        }

        @Override
        public Builder auth(Supplier<?> supplier) {
            auth = new Auth.Supplied(Objects.requireNonNull(supplier, "auth"));
            return this;
        }

        @Override
        public Builder authAsync(Supplier<? extends CompletionStage<?>> supplier) {
            auth = new Auth.Awaited(Objects.requireNonNull(supplier, "authAsync"));
            return this;
        }

        @Override
        public Builder namespaceQuery(Map<String, String> parameters) {
            namespaceQuery = Optional.of(Collections.unmodifiableMap(new LinkedHashMap<>(parameters)));
            return this;
        }

        @Override
        public Builder ackTimeout(Duration time) {
            ackTimeout = Checks.notNegative("ackTimeout", time);
            return this;
        }

        @Override
        public Builder retries(int count) {
            Checks.that(count >= 0, "retries", count, ">= 0");
            retries = count;
            return this;
        }

        @Override
        public Builder connectTimeout(Duration time) {
            connectTimeout = Checks.notNegative("connectTimeout", time);
            return this;
        }

        @Override
        public Builder limits(ClientLimits value) {
            limits = Objects.requireNonNull(value, "limits");
            return this;
        }

        /** Makes the options. */
        public SocketOptions build() {
            return new SocketOptions(this);
        }
    }
}
