package dev.sockeye.socketio.server.recovery;

import java.time.Duration;

/** Configures connection state recovery, for each namespace alike. Immutable; made by {@link #builder()}. */
public final class RecoveryOptions {
    // What a loss may take to be noticed.
    private static final Duration NOTICE = Duration.ofMinutes(1);

    // A copy that nobody else holds and nobody changes.
    private final Builder values;

    private RecoveryOptions(Builder values) {
        this.values = values;
    }

    /** Returns the defaults. */
    public static RecoveryOptions defaults() {
        return builder().build();
    }

    /** Makes a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns how long a client may be away: the official {@code maxDisconnectionDuration}. */
    public Duration maxDisconnectionDuration() {
        return values.maxDisconnectionDuration;
    }

    /** Tells whether recovered sockets pass by the middlewares: the official {@code skipMiddlewares}. */
    public boolean skipMiddlewares() {
        return values.skipMiddlewares;
    }

    /** Returns how many events are kept. */
    public int maxEvents() {
        return values.maxEvents;
    }

    /** Returns how many bytes of events are kept. */
    public long maxBytes() {
        return values.maxBytes;
    }

    /** Returns how long an event is kept: as long as a client may be away, and a minute to notice that it is. */
    public Duration maxEventAge() {
        return values.maxDisconnectionDuration.plus(NOTICE);
    }

    /** Returns how many sessions of clients that are away are kept. */
    public int maxSessions() {
        return values.maxSessions;
    }

    /** Returns how many rooms these sessions may have all together. */
    public long maxSessionRooms() {
        return values.maxSessionRooms;
    }

    /** Collects options; the last call of each method counts. Not thread-safe. */
    public static final class Builder {
        private static final Duration LONGEST = Duration.ofDays(7);

        private Duration maxDisconnectionDuration = Duration.ofMinutes(2);
        private boolean skipMiddlewares = true;
        private int maxEvents = 100_000;
        private long maxBytes = 8L << 20;
        private int maxSessions = 10_000;
        private long maxSessionRooms = 200_000;

        private Builder() {}

        private Builder(Builder other) {
            maxDisconnectionDuration = other.maxDisconnectionDuration;
            skipMiddlewares = other.skipMiddlewares;
            maxEvents = other.maxEvents;
            maxBytes = other.maxBytes;
            maxSessions = other.maxSessions;
            maxSessionRooms = other.maxSessionRooms;
        }

        /** Sets how long a client may be away. 2 min by default. */
        public Builder maxDisconnectionDuration(Duration value) {
            maxDisconnectionDuration = value;
            return this;
        }

        /** Sets whether recovered sockets pass by the middlewares. True by default. */
        public Builder skipMiddlewares(boolean on) {
            skipMiddlewares = on;
            return this;
        }

        /** Sets how many events are kept, the newest ones. 100,000 by default. */
        public Builder maxEvents(int count) {
            maxEvents = count;
            return this;
        }

        /** Sets how many bytes of events are kept, the newest ones. 8 MiB by default. */
        public Builder maxBytes(long bytes) {
            maxBytes = bytes;
            return this;
        }

        /** Sets how many sessions of clients that are away are kept, the newest ones. 10,000 by default. */
        public Builder maxSessions(int count) {
            maxSessions = count;
            return this;
        }

        /** Sets how many rooms these sessions may have all together; the oldest sessions go. 200,000 by default. */
        public Builder maxSessionRooms(long count) {
            maxSessionRooms = count;
            return this;
        }

        /**
         * Makes the options.
         *
         * @throws IllegalArgumentException if a value can't work; the message names it and what was expected
         */
        public RecoveryOptions build() {
            if (maxDisconnectionDuration.compareTo(Duration.ofMillis(1)) < 0
                    || maxDisconnectionDuration.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "maxDisconnectionDuration: " + maxDisconnectionDuration + " (expected: 1 ms to 7 days)");
            }
            check("maxEvents", maxEvents);
            check("maxBytes", maxBytes);
            check("maxSessions", maxSessions);
            check("maxSessionRooms", maxSessionRooms);
            return new RecoveryOptions(new Builder(this));
        }

        private static void check(String name, long value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
            }
        }
    }
}
