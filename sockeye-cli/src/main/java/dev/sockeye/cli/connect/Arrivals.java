package dev.sockeye.cli.connect;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Counts what has come and was not waited for yet, so that a script misses nothing that comes before it waits. Guarded by
 * this.
 */
final class Arrivals {
    /** What a script waits for when it waits for a namespace to be joined. */
    static final String CONNECT = "connect";
    /** What a script waits for when it waits for a namespace to be left. */
    static final String DISCONNECT = "disconnect";

    /** What a script waits for when it waits for a refusal. */
    static final String CONNECT_ERROR = "connect_error";

    private static final int MOST_NAMES = 10_000;

    private final Map<Key, Integer> counts = new LinkedHashMap<>();

    private record Key(String namespace, String event) {}

    synchronized void add(String namespace, String event) {
        if (counts.size() == MOST_NAMES) {
            counts.remove(counts.keySet().iterator().next());
        }
        counts.merge(new Key(namespace, event), 1, Integer::sum);
        notifyAll();
    }

    /**
     * Waits for an event that was not waited for before.
     *
     * @param possible tells whether it may come at all
     * @return whether it has come
     */
    synchronized boolean await(String namespace, String event, Duration limit, BooleanSupplier possible)
            throws InterruptedException {
        var key = new Key(namespace, event);
        var end = System.nanoTime() + limit.toNanos();
        while (true) {
            var count = counts.getOrDefault(key, 0);
            if (count > 0) {
                if (count == 1) {
                    counts.remove(key);
                } else {
                    counts.put(key, count - 1);
                }
                return true;
            }
            var left = Math.min(end - System.nanoTime(), Duration.ofHours(1).toNanos());
            if (left <= 0 || !possible.getAsBoolean()) {
                return false;
            }
            wait(left / 1_000_000 + 1);
        }
    }
}
