package dev.sockeye.socketio.server;

import dev.sockeye.engineio.server.EngineServer;
import dev.sockeye.engineio.server.host.HttpExchange;
import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.engineio.server.host.Lane;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Serves Socket.IO clients, of protocol 4 and 5, to whatever host hands it requests. Thread-safe; no method blocks.
 *
 * <p>What it offers beside namespaces acts on the main one, {@code /}.
 */
public final class SocketIoServer implements HttpHandler, Broadcaster {
    private final SocketIoOptions options;
    private final EngineServer engine;
    private final Encoding encoding;
    private final HandlerExecutor.Running threads;
    private final Namespaces namespaces;
    private final Lanes lanes = new Lanes();
    private final Errors errors = new Errors();
    private final Shutdown shutdown;
    private final @Nullable ClientFiles clientFiles;

    SocketIoServer(SocketIoOptions options) {
        this.options = options;
        engine = new EngineServer(options.engine());
        encoding = new Encoding(options.parser(), options.jsonMapper());
        threads = options.handlerExecutor().start();
        namespaces = new Namespaces(this);
        shutdown = new Shutdown(this);
        clientFiles = options.serveClient() ? ClientFiles.find(engine, threads.handlers()) : null;
        engine.onConnection(session -> new Connection(this, session).open());
    }

    /** Makes a builder with the defaults. */
    public static SocketIoServerBuilder builder() {
        return new SocketIoServerBuilder();
    }

    /** Makes a builder with the values of options. */
    public static SocketIoServerBuilder builder(SocketIoOptions options) {
        return new SocketIoServerBuilder(options.values());
    }

    /** Returns the options. */
    public SocketIoOptions options() {
        return options;
    }

    /** Returns the engine below. */
    public EngineServer engine() {
        return engine;
    }

    /**
     * Returns a namespace, which is made where it is not there yet; clients can connect to it from then on.
     *
     * @param name the name; a leading slash is added where it is missing
     * @throws IllegalArgumentException if no client could send the name
     */
    public Namespace of(String name) {
        return namespaces.of(name);
    }

    /** Returns the namespaces that there are. */
    public Collection<Namespace> namespaces() {
        return namespaces.all();
    }

    /** Returns the connected sockets of the main namespace; a live view. */
    public Collection<Socket> sockets() {
        return root().sockets();
    }

    /** Names who is told of each socket that connects to the main namespace; see {@link Namespace#onConnection}. */
    public SocketIoServer onConnection(Consumer<Socket> handler) {
        root().onConnection(handler);
        return this;
    }

    /** Adds a middleware to the main namespace; see {@link Namespace#use(Middleware)}. */
    public SocketIoServer use(Middleware middleware) {
        root().use(middleware);
        return this;
    }

    /** Adds a middleware that decides at once to the main namespace; see {@link Namespace#use(Middleware.Check)}. */
    public SocketIoServer use(Middleware.Check check) {
        root().use(check);
        return this;
    }

    /** Adds a middleware that decides later to the main namespace; see {@link Namespace#useAsync}. */
    public SocketIoServer useAsync(Middleware.Async check) {
        root().useAsync(check);
        return this;
    }

    /**
     * Names who is told what goes wrong in the application's code; without anybody it is logged. May be called repeatedly.
     */
    public SocketIoServer onError(ErrorListener listener) {
        errors.add(listener);
        return this;
    }

    /**
     * Closes the server: refuses new connections, tells the clients, ends all connections and, when the last disconnect
     * handler has run, the server's own threads. Callable repeatedly and from handlers.
     *
     * @return is done when nothing is left
     */
    public CompletableFuture<Void> close() {
        return shutdown.begin();
    }

    @Override
    public boolean matches(String rawTarget) {
        return engine.matches(rawTarget);
    }

    @Override
    public Optional<Duration> unclaimedUpgradeTimeout() {
        return engine.unclaimedUpgradeTimeout();
    }

    @Override
    public void handle(HttpExchange exchange) {
        if (clientFiles == null || !clientFiles.handle(exchange)) {
            engine.handle(exchange);
        }
    }

    @Override
    public BroadcastOperator operator() {
        return root().operator();
    }

    Namespace root() {
        return namespaces.root();
    }

    @Nullable
    Namespace find(String name) {
        return namespaces.find(name);
    }

    Encoding encoding() {
        return encoding;
    }

    Executor handlers() {
        return threads.handlers();
    }

    Executor completions() {
        return threads.completions();
    }

    HandlerExecutor.Running threads() {
        return threads;
    }

    LaneOutbox outbox(Lane lane) {
        return lanes.retain(lane);
    }

    Lanes lanes() {
        return lanes;
    }

    void release(LaneOutbox outbox) {
        lanes.release(outbox);
    }

    void arrived() {
        shutdown.arrived();
    }

    void departed() {
        shutdown.departed();
    }

    void error(ServerError.Kind kind, Throwable cause, @Nullable Socket socket, @Nullable String event) {
        errors.tell(new ServerError(kind, cause, Optional.ofNullable(socket), Optional.ofNullable(event)));
    }
}
