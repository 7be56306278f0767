package dev.sockeye.socketio.server;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps a server's namespaces by name. Thread-safe. */
final class Namespaces {
    private final SocketIoServer server;
    private final Namespace root;
    private final Map<String, Namespace> all = new ConcurrentHashMap<>();

    Namespaces(SocketIoServer server) {
        this.server = server;
        root = new Namespace(server, "/", server.options().adapter());
        all.put("/", root);
    }

    Namespace root() {
        return root;
    }

    @Nullable
    Namespace find(String name) {
        return all.get(name);
    }

    Collection<Namespace> all() {
        return Collections.unmodifiableCollection(all.values());
    }

    Namespace of(String name) {
        var full = name.startsWith("/") ? name : '/' + name;
        var limit = server.options().parserLimits().namespace();
        if (full.length() > limit) {
            throw new IllegalArgumentException(
                    "name: " + full.length() + " characters (expected: up to " + limit + ")");
        }
        if (full.indexOf(',') >= 0) {
            throw new IllegalArgumentException("name: " + full + " (expected: no comma)");
        }
        var existing = all.get(full);
        return existing != null
                ? existing
                : all.computeIfAbsent(
                        full, key -> new Namespace(server, key, server.options().adapter()));
    }
}
