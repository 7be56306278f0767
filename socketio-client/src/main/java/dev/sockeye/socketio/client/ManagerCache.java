package dev.sockeye.socketio.client;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the manager that sockets to the same server share. One that has nothing to do any more is forgotten, and known again
 * when it has. Guarded by this.
 */
final class ManagerCache {
    // Weak for those that were never used; those in use are held by who uses them.
    private final Map<String, WeakReference<Manager>> managers = new HashMap<>();

    synchronized @Nullable Manager find(String key) {
        var reference = managers.get(key);
        return reference == null ? null : reference.get();
    }

    synchronized void put(String key, Manager manager) {
        managers.values().removeIf(reference -> reference.refersTo(null));
        managers.put(key, new WeakReference<>(manager));
    }

    /** Makes a manager known again, unless another one has taken its place. */
    synchronized void restore(String key, Manager manager) {
        var reference = managers.get(key);
        if (reference == null || reference.refersTo(null)) {
            managers.put(key, new WeakReference<>(manager));
        }
    }

    synchronized void forget(String key, Manager manager) {
        var reference = managers.get(key);
        if (reference != null && reference.refersTo(manager)) {
            managers.remove(key);
        }
    }

    synchronized int size() {
        return managers.size();
    }
}
