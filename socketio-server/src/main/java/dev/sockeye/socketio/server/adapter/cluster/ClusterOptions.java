package dev.sockeye.socketio.server.adapter.cluster;

import java.time.Duration;

/**
 * Configures adapters of a cluster. Immutable.
 *
 * @param requestTimeout how long other nodes' answers are waited for where nothing else is said, 5 s by default
 * @param heartbeatInterval how often a node that says nothing else tells that it is there, 5 s by default
 * @param heartbeatTimeout after how much silence a node counts as gone, 10 s by default
 * @param queuedMessages how many messages of other nodes may wait where the adapter queues them, 10,000 by default; above it
 *     they are dropped
 */
public record ClusterOptions(
        Duration requestTimeout, Duration heartbeatInterval, Duration heartbeatTimeout, int queuedMessages) {
    /** The defaults, which are those of the official adapters. */
    public static final ClusterOptions DEFAULT =
            new ClusterOptions(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(10), 10_000);

    /** Checks that each is positive, and that one heartbeat may come late. */
    public ClusterOptions {
        positive("requestTimeout", requestTimeout);
        positive("heartbeatInterval", heartbeatInterval);
        positive("heartbeatTimeout", heartbeatTimeout);
        if (heartbeatTimeout.compareTo(heartbeatInterval) <= 0) {
            throw new IllegalArgumentException(
                    "heartbeatTimeout: " + heartbeatTimeout + " (expected: > heartbeatInterval)");
        }
        if (queuedMessages < 1) {
            throw new IllegalArgumentException("queuedMessages: " + queuedMessages + " (expected: > 0)");
        }
    }

    /** Chooses how long other nodes' answers are waited for. */
    public ClusterOptions withRequestTimeout(Duration value) {
        return new ClusterOptions(value, heartbeatInterval, heartbeatTimeout, queuedMessages);
    }

    /** Chooses how often nodes tell that they are there, and after how much silence they count as gone. */
    public ClusterOptions withHeartbeat(Duration interval, Duration timeout) {
        return new ClusterOptions(requestTimeout, interval, timeout, queuedMessages);
    }

    /** Chooses how many messages of other nodes may wait. */
    public ClusterOptions withQueuedMessages(int count) {
        return new ClusterOptions(requestTimeout, heartbeatInterval, heartbeatTimeout, count);
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
