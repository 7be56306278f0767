package dev.sockeye.engineio.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers to which servers a WebSocket could be opened. The official client has one flag for the whole process, so that
 * one server without WebSocket, or a proxy before it, decides for all others. Thread-safe.
 */
final class RememberedUpgrades {
    /** A process that meets more servers than this begins anew: it loses a round trip, not a connection. */
    private static final int MOST = 1_000;

    private final Set<String> servers = ConcurrentHashMap.newKeySet();

    boolean succeeded(Target target) {
        return servers.contains(target.server());
    }

    void succeeded(Target target, boolean yes) {
        if (!yes) {
            servers.remove(target.server());
        } else if (!servers.contains(target.server())) {
            if (servers.size() >= MOST) {
                servers.clear();
            }
            servers.add(target.server());
        }
    }
}
