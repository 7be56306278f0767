package dev.sockeye.socketio.server;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Names the namespaces that the server took a client off, the oldest of which are forgotten: what the client sent before it
 * knew is no violation. Confined to the session's lane.
 */
final class LeftNamespaces {
    private final int most;
    private final Set<String> names = new LinkedHashSet<>(2);

    LeftNamespaces(int most) {
        this.most = most;
    }

    void add(String namespace) {
        names.add(namespace);
        if (names.size() > most) {
            var oldest = names.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    void remove(String namespace) {
        names.remove(namespace);
    }

    boolean contains(String namespace) {
        return names.contains(namespace);
    }
}
