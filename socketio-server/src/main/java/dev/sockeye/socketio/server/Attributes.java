package dev.sockeye.socketio.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Keeps what the application remembers of a socket; made when first asked for. Guarded by this. */
final class Attributes {
    private @Nullable Map<String, Object> map;

    synchronized Map<String, Object> map() {
        var existing = map;
        if (existing == null) {
            map = existing = new ConcurrentHashMap<>(4);
        }
        return existing;
    }

    /** Takes over what was remembered before. */
    synchronized void restore(Map<String, Object> before) {
        map = before instanceof ConcurrentMap ? before : new ConcurrentHashMap<>(before);
    }
}
