package dev.sockeye.socketio.client;

import dev.sockeye.engineio.client.EngineClient;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connects to servers, and holds what connections share: event loops, handler threads, and the memory of which server has a
 * connection already. Thread-safe; no method blocks but {@link #close}.
 *
 * <pre>{@code
 * var socket = SocketIoClient.connect("https://example.com/chat");
 * socket.on("message", String.class, text -> System.out.println(text));
 * socket.emit("message", "hello");
 * }</pre>
 */
public final class SocketIoClient implements AutoCloseable {
    private static final SocketIoClient SHARED =
            new SocketIoClient(Engines.of(EngineClient.shared()), HandlerThreads.SHARED, null, true);

    private final ClientRuntime runtime;
    private final Revisions revisions = new Revisions();
    // What is ended with this client.
    private final @Nullable EngineClient own;
    private final boolean shared;

    SocketIoClient(Engines engines, HandlerThreads handlers, @Nullable EngineClient own, boolean shared) {
        this.runtime = new ClientRuntime(engines, handlers);
        this.own = own;
        this.shared = shared;
    }

    /**
     * Returns the client of the process. Its threads let the process end; they are started when they are first needed, and
     * ended when nobody is connected or wants to be.
     */
    public static SocketIoClient shared() {
        return SHARED;
    }

    /** Makes a client of its own, on the event loops and handler threads of the process, which others use too. */
    public static SocketIoClient create() {
        return builder().build();
    }

    /** Makes a builder of a client of its own. */
    public static SocketIoClientBuilder builder() {
        return new SocketIoClientBuilder();
    }

    /** Connects the client of the process; see {@link #socket(String, ClientOptions)}. */
    public static Socket connect(String uri) {
        return SHARED.socket(uri);
    }

    /** Connects the client of the process; see {@link #socket(String, ClientOptions)}. */
    public static Socket connect(String uri, ClientOptions options) {
        return SHARED.socket(uri, options);
    }

    /** Connects the client of the process; see {@link #socket(String, ClientOptions, Consumer)}. */
    public static Socket connect(String uri, ClientOptions options, Consumer<Socket> setup) {
        return SHARED.socket(uri, options, setup);
    }

    /** Connects with the default options; see {@link #socket(String, ClientOptions)}. */
    public Socket socket(String uri) {
        return socket(uri, ClientOptions.defaults());
    }

    /**
     * Returns a socket that begins to connect, unless the options say {@code autoConnect(false)}. It shares the connection
     * with sockets of other namespaces of the same server and path, which then has the options of the first of them; it has
     * one of its own where the options say so, or where that connection has a socket of the same namespace already.
     *
     * @param uri {@code https://host:port/namespace?query}; without a scheme {@code https} is meant, {@code ws} and {@code
     *     wss} mean the same as {@code http} and {@code https}
     * @throws IllegalArgumentException if the URI names no server
     * @throws IllegalStateException if the client is closed
     */
    public Socket socket(String uri, ClientOptions options) {
        return socket(uri, options, socket -> {});
    }

    /** Returns a socket as {@link #socket(String, ClientOptions)} does, with handlers registered before it connects. */
    public Socket socket(String uri, ClientOptions options, Consumer<Socket> setup) {
        var address = Address.parse(uri);
        var shares = options.multiplex() && !options.forceNew();
        Socket socket;
        synchronized (this) {
            var known = shares ? runtime.cache().find(key(address, options)) : null;
            var manager = known == null || known.find(address.namespace()) != null
                    ? manager(address, options, shares && known == null)
                    : known;
            socket = manager.make(address.namespace(), socketOptions(address, options));
        }
        setup.accept(socket);
        if (options.autoConnect() && !socket.active()) {
            socket.begin();
        }
        return socket;
    }

    /** With protocol 4 the namespace has the query of its own URI, also where it shares the connection. */
    private static SocketOptions socketOptions(Address address, ClientOptions options) {
        var own = options.socket();
        if (own.namespaceQuery().isPresent()) {
            return own;
        }
        var query = Query.merge(address.query(), options.query());
        return query.isEmpty() ? own : own.toBuilder().namespaceQuery(query).build();
    }

    /**
     * Makes a manager of its own, shared with nobody, without connecting it.
     *
     * @param uri as in {@link #socket(String, ClientOptions)}; its path means nothing here
     */
    public Manager manager(String uri, ClientOptions options) {
        return manager(Address.parse(uri), options, false);
    }

    private Manager manager(Address address, ClientOptions options, boolean known) {
        if (runtime.closed()) {
            throw new IllegalStateException("client: closed (expected: open)");
        }
        var key = key(address, options);
        var manager = new Manager(runtime, address, options, revisions.of(key));
        runtime.made(manager, known ? Optional.of(key) : Optional.empty());
        return manager;
    }

    private static String key(Address address, ClientOptions options) {
        return address.server() + options.engine().path();
    }

    /**
     * Disconnects all sockets and waits until nothing of this client is left: no thread, timer or buffer. That includes the
     * handlers that run: while one of them blocks, so does this; {@link #closeAsync} can be waited for with a limit. Must not
     * be called by a handler; {@link #closeAsync} may. The client of the process can be used again afterwards, others can't.
     */
    @Override
    public void close() {
        closeAsync().join();
    }

    /** Does what {@link #close} does without waiting. */
    public CompletableFuture<Void> closeAsync() {
        var rest = runtime.shutDown(!shared);
        return own == null ? rest : rest.thenCompose(done -> own.closeAsync());
    }

    ClientRuntime runtime() {
        return runtime;
    }
}
