package dev.sockeye.socketio.server;

import dev.sockeye.engineio.server.CorsPolicy;
import dev.sockeye.engineio.server.EngineOptions;
import dev.sockeye.engineio.server.EngineServer;
import dev.sockeye.engineio.server.host.HttpExchange;
import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.socketio.protocol.JsonPacketParser;
import dev.sockeye.socketio.protocol.Parser;
import dev.sockeye.socketio.protocol.ParserLimits;
import dev.sockeye.socketio.protocol.WireMapper;
import dev.sockeye.socketio.server.adapter.Adapter;
import dev.sockeye.socketio.server.adapter.InMemoryAdapter;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves Socket.IO clients, of protocol 4 and 5, to whatever host hands it requests. Thread-safe; no method blocks.
 *
 * <p>What it offers beside namespaces acts on the main one, {@code /}.
 */
public final class SocketIoServer implements HttpHandler {
    private final SocketIoOptions options;
    private final EngineServer engine;
    private final Encoding encoding;
    private final HandlerExecutor.Running threads;
    private final Namespaces namespaces;
    private final Lanes lanes = new Lanes();
    private final Errors errors = new Errors();
    private final Shutdown shutdown;
    private final @Nullable ClientFiles clientFiles;

    private SocketIoServer(SocketIoOptions options) {
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
    public static Builder builder() {
        return new Builder();
    }

    /** Makes a builder with the values of options. */
    public static Builder builder(SocketIoOptions options) {
        return new Builder(options.values());
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

    /** Emits an event to all sockets of the main namespace; see {@link BroadcastOperator#emit}. */
    public void emit(String event, @Nullable Object... args) {
        root().emit(event, args);
    }

    /** Emits the event {@code message} to all sockets of the main namespace. */
    public void send(@Nullable Object... args) {
        root().send(args);
    }

    /** Selects the sockets in any of some rooms of the main namespace. */
    public BroadcastOperator to(String... rooms) {
        return root().to(rooms);
    }

    /** Selects the sockets in any of some rooms of the main namespace; the same as {@link #to}. */
    public BroadcastOperator in(String... rooms) {
        return root().to(rooms);
    }

    /** Selects the sockets that are in none of some rooms of the main namespace. */
    public BroadcastOperator except(String... rooms) {
        return root().except(rooms);
    }

    /** Selects the sockets of the main namespace on this node. */
    public BroadcastOperator local() {
        return root().local();
    }

    /** Selects all sockets of the main namespace, but leaves out those who can't take it at once. */
    public BroadcastOperator asVolatile() {
        return root().asVolatile();
    }

    /** Selects all sockets of the main namespace, and chooses whether to compress. */
    public BroadcastOperator compress(boolean on) {
        return root().compress(on);
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

    /** Collects options and makes servers; the last call of each method counts. Not thread-safe. */
    public static final class Builder {
        private EngineOptions.Builder engine = EngineOptions.builder();
        Parser parser = JsonPacketParser.INSTANCE;
        ParserLimits parserLimits = ParserLimits.DEFAULT;
        JsonMapper jsonMapper = WireMapper.standard();
        Duration connectTimeout = Duration.ofSeconds(45);
        Duration ackTimeout = Duration.ofMinutes(10);
        HandlerExecutor handlerExecutor = HandlerExecutor.automatic();
        boolean serveClient = true;
        boolean disconnectOnClose = false;
        SocketIoLimits limits = SocketIoLimits.DEFAULT;
        Adapter.Factory adapter = InMemoryAdapter::new;
        Function<BindingException, Object> bindingAnswer = Errors::bindingAnswer;

        private Builder() {}

        private Builder(Builder other) {
            engine = other.engine.build().toBuilder();
            parser = other.parser;
            parserLimits = other.parserLimits;
            jsonMapper = other.jsonMapper;
            connectTimeout = other.connectTimeout;
            ackTimeout = other.ackTimeout;
            handlerExecutor = other.handlerExecutor;
            serveClient = other.serveClient;
            disconnectOnClose = other.disconnectOnClose;
            limits = other.limits;
            adapter = other.adapter;
            bindingAnswer = other.bindingAnswer;
        }

        /** Takes the engine's options from elsewhere. */
        public Builder engine(EngineOptions value) {
            engine = value.toBuilder();
            return this;
        }

        /** Sets options of the engine: {@code engine(e -> e.pingInterval(...))}. */
        public Builder engine(Consumer<EngineOptions.Builder> change) {
            change.accept(engine);
            return this;
        }

        /** Takes the defaults of Socket.IO 2.x for the engine; see {@link EngineOptions#v2()}. */
        public Builder v2() {
            return engine(EngineOptions.v2());
        }

        /** Sets which foreign origins are served. None by default. */
        public Builder cors(CorsPolicy value) {
            engine.cors(value);
            return this;
        }

        /** Sets the path under which the server answers. {@code /socket.io} by default. */
        public Builder path(String value) {
            engine.path(value);
            return this;
        }

        /** Sets the parser, which clients must share. JSON by default. */
        public Builder parser(Parser value) {
            parser = Objects.requireNonNull(value, "parser");
            return this;
        }

        /** Sets the limits of what one packet may hold. */
        public Builder parserLimits(ParserLimits value) {
            parserLimits = Objects.requireNonNull(value, "parserLimits");
            return this;
        }

        /** Sets what binds and encodes arguments. {@link WireMapper#standard()} by default, which guesses nothing. */
        public Builder jsonMapper(JsonMapper value) {
            jsonMapper = Objects.requireNonNull(value, "jsonMapper");
            return this;
        }

        /** Sets how long a client may take to join its first namespace. 45 s by default. */
        public Builder connectTimeout(Duration time) {
            connectTimeout = positive("connectTimeout", time);
            return this;
        }

        /** Sets how long an acknowledgement is waited for where nothing else is said. 10 min by default. */
        public Builder ackTimeout(Duration time) {
            ackTimeout = positive("ackTimeout", time);
            return this;
        }

        /** Sets on which threads handlers run. {@link HandlerExecutor#automatic()} by default. */
        public Builder handlerExecutor(HandlerExecutor value) {
            handlerExecutor = Objects.requireNonNull(value, "handlerExecutor");
            return this;
        }

        /** Sets whether the client bundles are served, where they are on the class path. True by default. */
        public Builder serveClient(boolean on) {
            serveClient = on;
            return this;
        }

        /** Sets whether closing the server disconnects clients for good, so that they don't come back. False by default. */
        public Builder disconnectOnClose(boolean on) {
            disconnectOnClose = on;
            return this;
        }

        /** Sets the limits of what one client may make the server keep. */
        public Builder limits(SocketIoLimits value) {
            limits = Objects.requireNonNull(value, "limits");
            return this;
        }

        /** Sets who makes the adapters, which keep the rooms. In memory by default. */
        public Builder adapter(Adapter.Factory value) {
            adapter = Objects.requireNonNull(value, "adapter");
            return this;
        }

        /**
         * Sets what an event is answered with whose arguments do not fit, where an answer is wanted. By default {@code
         * {"error":{"code":"invalid_argument","message":"..."}}}, with a text that tells nothing of the application.
         */
        public Builder bindingAnswer(Function<BindingException, Object> value) {
            bindingAnswer = Objects.requireNonNull(value, "bindingAnswer");
            return this;
        }

        /**
         * Makes options without a server.
         *
         * @throws IllegalArgumentException if a value can't work; the message names it and what was expected
         */
        public SocketIoOptions options() {
            return new SocketIoOptions(new Builder(this), engine.build());
        }

        /**
         * Makes a server.
         *
         * @throws IllegalArgumentException if a value can't work; the message names it and what was expected
         */
        public SocketIoServer build() {
            return new SocketIoServer(options());
        }

        private static Duration positive(String name, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
            }
            return value;
        }
    }
}
