package dev.sockeye.socketio.server;

import dev.sockeye.engineio.server.EngineServer;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.HttpExchange;
import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.engineio.server.host.RandomIds;
import dev.sockeye.engineio.server.host.Request;
import dev.sockeye.socketio.events.Encoding;
import dev.sockeye.socketio.events.HandlerExecutor;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
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
    private final RandomIds ids = new RandomIds();
    private final HandlerExecutor.Running threads;
    private final Namespaces namespaces;
    private final Lanes lanes;
    private final Errors errors = new Errors();
    private final Listeners listeners;
    private final Shutdown shutdown;
    private final @Nullable ClientFiles clientFiles;

    SocketIoServer(SocketIoOptions options) {
        this.options = options;
        var attached = options.values().attached;
        engine = attached == null ? new EngineServer(options.engine()) : attached;
        encoding = new Encoding(options.parser(), options.jsonMapper());
        threads = options.handlerExecutor().start();
        lanes = new Lanes(threads);
        namespaces = new Namespaces(this);
        listeners = new Listeners(this);
        options.listeners().forEach(listeners::add);
        shutdown = new Shutdown(this);
        clientFiles = options.serveClient() ? ClientFiles.find(engine, threads.handlers()) : null;
        engine.onConnectionError(error -> listeners.tell(listener -> listener.requestRefused(error)));
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
     * Returns a namespace, which is made where it is not there yet; clients can connect to it from then on. Where a pattern
     * that was given before matches the name, it is a child of that pattern's parent.
     *
     * @param name the name; a leading slash is added where it is missing
     * @throws IllegalArgumentException if no client could send the name
     */
    public Namespace of(String name) {
        return namespaces.of(name);
    }

    /**
     * Lets clients make namespaces whose names match a pattern as a whole: {@code Pattern.compile("/room-\\d+")}. Where a
     * regular expression of JavaScript finds its match anywhere in the name, let this one begin and end with {@code .*}.
     *
     * <p>Parents are asked in the order in which they were added, and the first that says yes gets the child. They are asked
     * on the handler executor, and only for namespaces that are not there yet.
     */
    public ParentNamespace of(Pattern pattern) {
        return namespaces.add(ParentNamespace.of(this, pattern));
    }

    /** Lets clients make the namespaces that a matcher says yes to; see {@link #of(Pattern)} for the order. */
    public ParentNamespace of(NamespaceMatcher matcher) {
        return namespaces.add(ParentNamespace.of(this, matcher));
    }

    /**
     * Lets clients make the namespaces that a matcher says yes to, sooner or later; see {@link #of(Pattern)} for the order.
     * {@link SocketIoOptions#middlewareTimeout()} limits how long a client waits for all answers.
     */
    public ParentNamespace ofAsync(NamespaceMatcher.Async matcher) {
        return namespaces.add(new ParentNamespace(this, matcher));
    }

    /**
     * Names who is told of each namespace that is made from now on, by the application or for a client. Runs on the handler
     * executor before any client connects to it, so that it is the place to add to one child what others do not have.
     */
    public SocketIoServer onNewNamespace(Consumer<Namespace> handler) {
        namespaces.onNew(handler);
        return this;
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

    /** Registers the annotated methods of an object with the main namespace; see {@link Namespace#register}. */
    public SocketIoServer register(Object handlers) {
        return onConnection(AnnotatedObject.of(handlers));
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

    /** Returns the foreign origins served, as they were listed; {@code *} or {@code *:*} for all, nothing where a function decides. */
    public List<String> origins() {
        return engine.origins();
    }

    /**
     * Changes which foreign origins are served, at once; see {@link EngineServer#origins(Collection)}.
     *
     * @throws IllegalArgumentException if there is none, or an element is no origin
     */
    public SocketIoServer origins(String... origins) {
        engine.origins(Arrays.asList(origins));
        return this;
    }

    /** Names a function that says which foreign origins are served; see {@link EngineServer#origins(Predicate)}. */
    public SocketIoServer origins(Predicate<String> origins) {
        engine.origins(origins);
        return this;
    }

    /**
     * Names who is told what goes wrong in the application's code; without anybody it is logged. May be called repeatedly.
     */
    public SocketIoServer onError(ErrorListener listener) {
        errors.add(listener);
        return this;
    }

    /** Adds one more to those who are told what happens in the server, from now on. */
    public SocketIoServer listen(ServerListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Closes the server gently: refuses new sessions with 503 and {@code Retry-After}, lets those that there are go on, and
     * ends them one by one, evenly spread over the time given, each when its handlers have returned and the
     * acknowledgements that it was asked for have come. When no session is left, or the time is over, the server is closed
     * as by {@link #close()}, which may also be called meanwhile to end it at once. Callable repeatedly: there is one
     * drain.
     *
     * @param window how long it may take
     * @throws IllegalArgumentException if the time is not positive
     */
    public Drain drain(Duration window) {
        return shutdown.drain(SocketIoServerBuilder.positive("window", window));
    }

    /**
     * Closes the server: refuses new connections, tells the clients, ends all connections and, when the last disconnect
     * handler has run, the server's own threads. Callable repeatedly and from handlers.
     *
     * @return is done when nothing is left; on a thread that may block
     */
    public CompletableFuture<Void> close() {
        return shutdown.begin();
    }

    @Override
    public boolean matches(String rawTarget) {
        return engine.matches(rawTarget);
    }

    @Override
    public Headers refusalHeaders(Request request) {
        return engine.refusalHeaders(request);
    }

    @Override
    public Optional<Duration> unclaimedUpgradeTimeout() {
        return engine.unclaimedUpgradeTimeout();
    }

    @Override
    public void listening(boolean encrypted) {
        engine.listening(encrypted);
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

    Namespaces namespaceTable() {
        return namespaces;
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

    /** Makes a public id, of {@code A-Za-z0-9-_} only. Any thread. */
    String newId() {
        return ids.next();
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

    Listeners listeners() {
        return listeners;
    }

    /** Tells whether the server has ended; see {@link Shutdown#over}. */
    boolean over() {
        return shutdown.over();
    }

    void left() {
        shutdown.left();
    }

    void arrived() {
        shutdown.arrived();
    }

    void departed() {
        shutdown.departed();
    }

    /** Tells the error hook from a lane, on which no code of the application's may run. */
    void errorApart(ServerError.Kind kind, Throwable cause, @Nullable Socket socket) {
        try {
            completions().execute(() -> error(kind, cause, socket, null));
        } catch (RejectedExecutionException e) {
            // The server is closed; nothing else waits for this thread.
            error(kind, cause, socket, null);
        }
    }

    void error(ServerError.Kind kind, Throwable cause, @Nullable Socket socket, @Nullable String event) {
        if (kind == ServerError.Kind.EXECUTOR
                && shutdown.over()
                && (socket == null || !socket.departure().owed())) {
            // Of a client that was just coming, or had gone: nobody has failed.
            Errors.tooLate(cause);
            return;
        }
        var error = new ServerError(kind, cause, Optional.ofNullable(socket), Optional.ofNullable(event));
        errors.tell(error, socket != null && socket.tell(error));
    }
}
