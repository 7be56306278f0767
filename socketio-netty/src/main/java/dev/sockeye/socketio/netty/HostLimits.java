package dev.sockeye.socketio.netty;

import java.time.Duration;
import java.util.function.Consumer;

/** Bounds what a peer can make a host hold or wait for. Immutable. */
public final class HostLimits {
    private static final HostLimits DEFAULTS = new HostLimits(new Builder());

    private final int requestLine;
    private final int headerBytes;
    private final int headerFields;
    private final int chunkLine;
    private final int trailerBytes;
    private final Duration firstByte;
    private final Duration head;
    private final Duration body;
    private final int bodyRate;
    private final Duration idle;
    private final Duration closing;
    private final Duration write;
    private final int connections;
    private final int fragments;

    private HostLimits(Builder builder) {
        requestLine = builder.requestLine;
        headerBytes = builder.headerBytes;
        headerFields = builder.headerFields;
        chunkLine = builder.chunkLine;
        trailerBytes = builder.trailerBytes;
        firstByte = builder.firstByte;
        head = builder.head;
        body = builder.body;
        bodyRate = builder.bodyRate;
        idle = builder.idle;
        closing = builder.closing;
        write = builder.write;
        connections = builder.connections;
        fragments = builder.fragments;
    }

    /** Returns the defaults, which each setter of the {@link Builder} names. */
    public static HostLimits defaults() {
        return DEFAULTS;
    }

    /**
     * Makes limits.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public static HostLimits of(Consumer<Builder> settings) {
        var builder = new Builder();
        settings.accept(builder);
        return new HostLimits(builder);
    }

    int requestLine() {
        return requestLine;
    }

    int headerBytes() {
        return headerBytes;
    }

    int headerFields() {
        return headerFields;
    }

    int chunkLine() {
        return chunkLine;
    }

    int trailerBytes() {
        return trailerBytes;
    }

    Duration firstByte() {
        return firstByte;
    }

    Duration head() {
        return head;
    }

    Duration body() {
        return body;
    }

    int bodyRate() {
        return bodyRate;
    }

    Duration idle() {
        return idle;
    }

    Duration closing() {
        return closing;
    }

    Duration write() {
        return write;
    }

    int connections() {
        return connections;
    }

    int fragments() {
        return fragments;
    }

    /** Collects limits. Not thread-safe. */
    public static final class Builder {
        private int requestLine = 8 * 1024;
        private int headerBytes = 16 * 1024;
        private int headerFields = 100;
        private int chunkLine = 1024;
        private int trailerBytes = 8 * 1024;
        private Duration firstByte = Duration.ofSeconds(10);
        private Duration head = Duration.ofSeconds(20);
        private Duration body = Duration.ofSeconds(30);
        private int bodyRate = 1024;
        private Duration idle = Duration.ofSeconds(75);
        private Duration closing = Duration.ofSeconds(5);
        private Duration write = Duration.ofSeconds(30);
        private int connections;
        private int fragments = 1024;

        private Builder() {}

        /** Bounds a request line, in bytes; default 8,192, above it 414. */
        public Builder requestLine(int bytes) {
            requestLine = positive("requestLine", bytes);
            return this;
        }

        /** Bounds the header fields of a request together, in bytes; default 16,384, above it 431. */
        public Builder headerBytes(int bytes) {
            headerBytes = positive("headerBytes", bytes);
            return this;
        }

        /** Bounds the number of header fields of a request; default 100, above it 431. */
        public Builder headerFields(int count) {
            headerFields = positive("headerFields", count);
            return this;
        }

        /** Bounds the line before a chunk with its extensions, in bytes; default 1,024, above it 400. */
        public Builder chunkLine(int bytes) {
            chunkLine = positive("chunkLine", bytes);
            return this;
        }

        /** Bounds the trailers of a request together, in bytes; default 8,192, above it 431. */
        public Builder trailerBytes(int bytes) {
            trailerBytes = positive("trailerBytes", bytes);
            return this;
        }

        /** Bounds the wait for the first byte of a new connection; default 10 s. */
        public Builder firstByte(Duration time) {
            firstByte = positive("firstByte", time);
            return this;
        }

        /** Bounds the time from the first byte of a request to the end of its header fields; default 20 s, then 408. */
        public Builder head(Duration time) {
            head = positive("head", time);
            return this;
        }

        /** Bounds the time for a body that comes slower than {@link #bodyRate}; default 30 s, then 408. */
        public Builder body(Duration time) {
            body = positive("body", time);
            return this;
        }

        /** Sets the average at which a body may take longer, in bytes per second; default 1,024. */
        public Builder bodyRate(int bytesPerSecond) {
            bodyRate = positive("bodyRate", bytesPerSecond);
            return this;
        }

        /** Bounds the time between two requests of a connection; default 75 s. */
        public Builder idle(Duration time) {
            idle = positive("idle", time);
            return this;
        }

        /** Bounds the closing handshake of a WebSocket, and the wait for a peer to close; default 5 s. */
        public Builder closing(Duration time) {
            closing = positive("closing", time);
            return this;
        }

        /** Bounds the time in which a peer takes nothing of what is written to it; default 30 s. */
        public Builder write(Duration time) {
            write = positive("write", time);
            return this;
        }

        /** Bounds the open connections; default 0 for no bound, above it 503. */
        public Builder connections(int count) {
            if (count < 0) {
                throw new IllegalArgumentException("connections: " + count + " (expected: >= 0)");
            }
            connections = count;
            return this;
        }

        /** Bounds the frames of one WebSocket message; default 1,024, above it the WebSocket fails with 1009. */
        public Builder fragments(int count) {
            fragments = positive("fragments", count);
            return this;
        }

        private static int positive(String name, int value) {
            if (value <= 0) {
                throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
            }
            return value;
        }

        private static Duration positive(String name, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
            }
            return value;
        }
    }
}
