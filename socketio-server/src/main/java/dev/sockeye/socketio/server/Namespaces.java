package dev.sockeye.socketio.server;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps a server's namespaces by name, makes them, and forgets children that are empty. Thread-safe. */
final class Namespaces {
    private final SocketIoServer server;
    private final Namespace root;
    private final Map<String, Namespace> all = new ConcurrentHashMap<>();
    private final List<ParentNamespace> parents = new CopyOnWriteArrayList<>();
    private final List<Consumer<Namespace>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger children = new AtomicInteger();
    private volatile boolean closed;

    Namespaces(SocketIoServer server) {
        this.server = server;
        root = new Namespace(server, "/", server.options().adapter(), null);
        root.introduction().finish();
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

    List<ParentNamespace> parents() {
        return parents;
    }

    /** Tells whether a client's wish can make a namespace: not with a comma, which only some parsers can carry. */
    boolean makeable(String name) {
        return !parents.isEmpty() && name.indexOf(',') < 0;
    }

    ParentNamespace add(ParentNamespace parent) {
        parents.add(parent);
        return parent;
    }

    void onNew(Consumer<Namespace> listener) {
        listeners.add(listener);
    }

    Namespace of(String name) {
        var full = name.startsWith("/") ? name : '/' + name;
        var existing = all.get(full);
        if (existing != null) {
            return existing;
        }
        check(full);
        var made = all.computeIfAbsent(full, this::make);
        closeIfLate(made);
        introduceLater(made);
        return made;
    }

    private void check(String name) {
        var limit = server.options().parserLimits().namespace();
        if (name.length() > limit) {
            throw new IllegalArgumentException(
                    "name: " + name.length() + " characters (expected: up to " + limit + ")");
        }
        if (name.indexOf(',') >= 0) {
            throw new IllegalArgumentException("name: " + name + " (expected: no comma)");
        }
    }

    private Namespace make(String name) {
        for (var parent : parents) {
            if (parent.claims(name)) {
                children.incrementAndGet();
                return make(name, parent);
            }
        }
        return make(name, null);
    }

    private Namespace make(String name, @Nullable ParentNamespace parent) {
        var made = new Namespace(server, name, server.options().adapter(), parent);
        if (listeners.isEmpty()) {
            made.introduction().finish();
        }
        if (parent != null) {
            parent.add(made);
        }
        return made;
    }

    /**
     * Returns a namespace, entered: the one that is there, else a new child of a parent. On the handler executor.
     *
     * @return null if there are too many children
     */
    @Nullable
    Namespace enter(String name, ParentNamespace parent) {
        var entered = all.compute(name, (key, known) -> {
            var namespace = known != null ? known : makeForClient(key, parent);
            if (namespace != null) {
                // Nobody ends what the map holds while we are here.
                namespace.enter();
            }
            return namespace;
        });
        if (entered != null) {
            closeIfLate(entered);
        }
        return entered;
    }

    private @Nullable Namespace makeForClient(String name, ParentNamespace parent) {
        if (children.incrementAndGet() > server.options().maxChildNamespaces()) {
            children.decrementAndGet();
            return null;
        }
        try {
            return make(name, parent);
        } catch (Throwable e) {
            children.decrementAndGet();
            throw e;
        }
    }

    /** Forgets a child that everybody has left, unless somebody has come since. */
    void forget(Namespace child, ParentNamespace parent) {
        all.computeIfPresent(child.name(), (name, known) -> {
            if (known != child || !child.end()) {
                return known;
            }
            parent.remove(child);
            children.decrementAndGet();
            return null;
        });
        if (child.ended()) {
            child.close();
        }
    }

    /** Tells those who want to know of a new namespace, unless they know. On the handler executor. */
    void introduce(Namespace namespace) {
        if (!namespace.introduction().begin()) {
            return;
        }
        for (var listener : listeners) {
            try {
                listener.accept(namespace);
            } catch (Throwable e) {
                server.error(ServerError.Kind.NAMESPACE_HANDLER, e, null, null);
            }
        }
        namespace.introduction().finish();
    }

    /** Closes the adapters. */
    void close() {
        closed = true;
        all.values().forEach(Namespace::close);
    }

    private void closeIfLate(Namespace made) {
        if (closed) {
            made.close();
        }
    }

    private void introduceLater(Namespace namespace) {
        if (namespace.introduction().done()) {
            return;
        }
        try {
            server.handlers().execute(() -> introduce(namespace));
        } catch (RejectedExecutionException e) {
            // The first client's search will do it.
            server.errorApart(ServerError.Kind.EXECUTOR, e, null);
        }
    }
}
