package dev.sockeye.socketio.server;

import dev.sockeye.socketio.server.adapter.BroadcastOptions;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Stands for the namespaces that clients make by asking for them: its children. What is emitted to it reaches the sockets of
 * all of them. Thread-safe; no method blocks.
 *
 * <p>Its middlewares and connection handlers act on each child, before the child's own. Those added later act on the sockets
 * that come to a child from then on, whether or not the child is there already; in that it goes further than the official
 * server, where a child never learns of them.
 */
public final class ParentNamespace implements Broadcaster {
    private final SocketIoServer server;
    private final NamespaceMatcher.Async matcher;
    private final Entrance entrance = new Entrance(null);
    private final Map<String, Namespace> children = new ConcurrentHashMap<>();
    private final BroadcastOperator all;

    ParentNamespace(SocketIoServer server, NamespaceMatcher.Async matcher) {
        this.server = server;
        this.matcher = matcher;
        all = new BroadcastOperator(server.encoding(), children::values, BroadcastOptions.ALL);
    }

    /** Is a matcher that needs nothing but the name. */
    private record NamePattern(Pattern pattern) implements NamespaceMatcher.Async {
        @Override
        public CompletionStage<Boolean> matches(String name, Handshake handshake) {
            return CompletableFuture.completedFuture(matches(name));
        }

        private boolean matches(String name) {
            return pattern.matcher(name).matches();
        }
    }

    static ParentNamespace of(SocketIoServer server, Pattern pattern) {
        return new ParentNamespace(server, new NamePattern(pattern));
    }

    static ParentNamespace of(SocketIoServer server, NamespaceMatcher matcher) {
        return new ParentNamespace(
                server, (name, handshake) -> CompletableFuture.completedFuture(matcher.matches(name, handshake)));
    }

    /** Returns the server. */
    public SocketIoServer server() {
        return server;
    }

    /** Returns the children that there are; a live view. */
    public Collection<Namespace> children() {
        return Collections.unmodifiableCollection(children.values());
    }

    /** Names who is told of each socket that connects to a child; see {@link Namespace#onConnection}. */
    public ParentNamespace onConnection(Consumer<Socket> handler) {
        entrance.add(handler);
        return this;
    }

    /** Registers the annotated methods of an object with all children; see {@link Namespace#register}. */
    public ParentNamespace register(Object handlers) {
        return onConnection(AnnotatedObject.of(handlers));
    }

    /** Adds a middleware to all children; see {@link Namespace#use(Middleware)}. */
    public ParentNamespace use(Middleware middleware) {
        entrance.add(middleware);
        return this;
    }

    /** Adds a middleware that decides at once to all children; see {@link Namespace#use(Middleware.Check)}. */
    public ParentNamespace use(Middleware.Check check) {
        return use(MiddlewareChain.deciding(check));
    }

    /** Adds a middleware that decides later to all children; see {@link Namespace#useAsync}. */
    public ParentNamespace useAsync(Middleware.Async check) {
        return use(MiddlewareChain.decidingLater(check));
    }

    @Override
    public BroadcastOperator operator() {
        return all;
    }

    /** Tells how many children there are. */
    @Override
    public String toString() {
        return "ParentNamespace[" + children.size() + ']';
    }

    Entrance entrance() {
        return entrance;
    }

    /** Asks the matcher. On the handler executor. */
    CompletionStage<Boolean> ask(String name, Handshake handshake) throws Exception {
        return matcher.matches(name, handshake);
    }

    /** Tells whether the name alone makes a namespace a child. */
    boolean claims(String name) {
        return matcher instanceof NamePattern pattern && pattern.matches(name);
    }

    void add(Namespace child) {
        children.put(child.name(), child);
    }

    void remove(Namespace child) {
        children.remove(child.name(), child);
    }
}
