package dev.sockeye.socketio.server;

import dev.sockeye.engineio.server.CorsPolicy;
import dev.sockeye.engineio.server.EngineOptions;
import dev.sockeye.engineio.server.EngineServer;
import dev.sockeye.socketio.events.BindingException;
import dev.sockeye.socketio.events.EventRefusedException;
import dev.sockeye.socketio.events.HandlerExecutor;
import dev.sockeye.socketio.protocol.JsonPacketParser;
import dev.sockeye.socketio.protocol.Parser;
import dev.sockeye.socketio.protocol.ParserLimits;
import dev.sockeye.socketio.protocol.WireMapper;
import dev.sockeye.socketio.server.adapter.Adapter;
import dev.sockeye.socketio.server.adapter.InMemoryAdapter;
import dev.sockeye.socketio.server.adapter.InMemorySessionAdapter;
import dev.sockeye.socketio.server.adapter.SessionAwareAdapter;
import dev.sockeye.socketio.server.recovery.RecoveryOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Collects options and makes servers; the last call of each method counts. Not thread-safe. */
public final class SocketIoServerBuilder {
    private EngineOptions.Builder engine = EngineOptions.builder();
    private boolean engineChosen;
    private boolean engineChanged;

    @Nullable
    EngineServer attached;

    Parser parser = JsonPacketParser.INSTANCE;
    ParserLimits parserLimits = ParserLimits.DEFAULT;
    JsonMapper jsonMapper = WireMapper.standard();
    Duration connectTimeout = Duration.ofSeconds(45);
    Duration middlewareTimeout = Duration.ofSeconds(30);
    Duration ackTimeout = Duration.ofMinutes(10);
    boolean cleanupEmptyChildNamespaces = false;
    int maxChildNamespaces = 10_000;
    HandlerExecutor handlerExecutor = HandlerExecutor.automatic();
    boolean serveClient = true;
    boolean disconnectOnClose = false;
    SocketIoLimits limits = SocketIoLimits.DEFAULT;
    // Null for the one in memory.
    Adapter.@Nullable Factory adapter;

    @Nullable
    RecoveryOptions connectionStateRecovery;

    Function<BindingException, Object> bindingAnswer = Errors::bindingAnswer;
    Function<EventRefusedException, Object> refusalAnswer = Refusals::answer;
    Duration packetMiddlewareTimeout = Duration.ofSeconds(10);
    List<ServerListener> listeners = List.of();
    SlowReceiverPolicy slowReceivers = SlowReceiverPolicy.close();

    SocketIoServerBuilder() {}

    SocketIoServerBuilder(SocketIoServerBuilder other) {
        engine = other.engine.build().toBuilder();
        engineChosen = other.engineChosen;
        attached = other.attached;
        parser = other.parser;
        parserLimits = other.parserLimits;
        jsonMapper = other.jsonMapper;
        connectTimeout = other.connectTimeout;
        middlewareTimeout = other.middlewareTimeout;
        ackTimeout = other.ackTimeout;
        cleanupEmptyChildNamespaces = other.cleanupEmptyChildNamespaces;
        maxChildNamespaces = other.maxChildNamespaces;
        handlerExecutor = other.handlerExecutor;
        serveClient = other.serveClient;
        disconnectOnClose = other.disconnectOnClose;
        limits = other.limits;
        adapter = other.adapter;
        connectionStateRecovery = other.connectionStateRecovery;
        bindingAnswer = other.bindingAnswer;
        refusalAnswer = other.refusalAnswer;
        packetMiddlewareTimeout = other.packetMiddlewareTimeout;
        listeners = List.copyOf(other.listeners);
        slowReceivers = other.slowReceivers;
    }

    /**
     * Takes all options of the engine from elsewhere; what is set later is set over them.
     *
     * @throws IllegalArgumentException if options of the engine were set here before, which would be lost
     */
    public SocketIoServerBuilder engine(EngineOptions value) {
        if (engineChanged) {
            throw new IllegalArgumentException(
                    "engine: options from elsewhere, after others were set (expected: engine(options) first)");
        }
        engine = value.toBuilder();
        engineChosen = true;
        return this;
    }

    /**
     * Puts the server on an engine that was made elsewhere, with the options of that engine. It becomes this server's: who
     * was told of its sessions is told no more, and closing the server closes it. The host may be given either of the two;
     * the engine serves no client bundles.
     */
    public SocketIoServerBuilder engine(EngineServer value) {
        attached = Objects.requireNonNull(value, "engine");
        return this;
    }

    /** Sets options of the engine: {@code engine(e -> e.pingInterval(...))}. */
    public SocketIoServerBuilder engine(Consumer<EngineOptions.Builder> change) {
        change.accept(chosen());
        return this;
    }

    /** Takes the defaults of Socket.IO 2.x for what is not set, before or later; see {@link EngineOptions#v2()}. */
    public SocketIoServerBuilder v2() {
        chosen().v2();
        return this;
    }

    /** Sets which foreign origins are served. None by default. */
    public SocketIoServerBuilder cors(CorsPolicy value) {
        chosen().cors(value);
        return this;
    }

    /** Sets which foreign origins the policy admits, be it set before or later; the rest of it stays. See {@link CorsPolicy#origins(java.util.Collection)}. */
    public SocketIoServerBuilder origins(String... origins) {
        chosen().origins(origins);
        return this;
    }

    /** Sets the path under which the server answers. {@code /socket.io} by default. */
    public SocketIoServerBuilder path(String value) {
        chosen().path(value);
        return this;
    }

    /** Sets the parser, which clients must share. JSON by default. */
    public SocketIoServerBuilder parser(Parser value) {
        parser = Objects.requireNonNull(value, "parser");
        return this;
    }

    /** Sets the limits of what one packet may hold. */
    public SocketIoServerBuilder parserLimits(ParserLimits value) {
        parserLimits = Objects.requireNonNull(value, "parserLimits");
        return this;
    }

    /** Sets what binds and encodes arguments. {@link WireMapper#standard()} by default, which guesses nothing. */
    public SocketIoServerBuilder jsonMapper(JsonMapper value) {
        jsonMapper = Objects.requireNonNull(value, "jsonMapper");
        return this;
    }

    /** Sets how long a client may take to join its first namespace. 45 s by default. */
    public SocketIoServerBuilder connectTimeout(Duration time) {
        connectTimeout = positive("connectTimeout", time);
        return this;
    }

    /**
     * Sets how long the middlewares of a namespace, all together, may take to answer for one client, and the matchers of
     * namespaces likewise; then the client is refused. 30 s by default, which is less than {@link #connectTimeout}.
     */
    public SocketIoServerBuilder middlewareTimeout(Duration time) {
        middlewareTimeout = positive("middlewareTimeout", time);
        return this;
    }

    /**
     * Sets whether a child of a {@link ParentNamespace} is forgotten, and its adapter closed, when its last socket has gone;
     * the next client makes it anew. False by default, as officially.
     */
    public SocketIoServerBuilder cleanupEmptyChildNamespaces(boolean on) {
        cleanupEmptyChildNamespaces = on;
        return this;
    }

    /**
     * Sets how many children all {@link ParentNamespace}s may have together; a client that asks for one more is refused.
     * 10,000 by default.
     */
    public SocketIoServerBuilder maxChildNamespaces(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("maxChildNamespaces: " + count + " (expected: > 0)");
        }
        maxChildNamespaces = count;
        return this;
    }

    /** Sets how long an acknowledgement is waited for where nothing else is said. 10 min by default. */
    public SocketIoServerBuilder ackTimeout(Duration time) {
        ackTimeout = positive("ackTimeout", time);
        return this;
    }

    /** Sets on which threads handlers run. {@link HandlerExecutor#automatic()} by default. */
    public SocketIoServerBuilder handlerExecutor(HandlerExecutor value) {
        handlerExecutor = Objects.requireNonNull(value, "handlerExecutor");
        return this;
    }

    /** Sets whether the client bundles are served, where they are on the class path. True by default. */
    public SocketIoServerBuilder serveClient(boolean on) {
        serveClient = on;
        return this;
    }

    /** Sets whether closing the server disconnects clients for good, so that they don't come back. False by default. */
    public SocketIoServerBuilder disconnectOnClose(boolean on) {
        disconnectOnClose = on;
        return this;
    }

    /** Sets the limits of what one client may make the server keep. */
    public SocketIoServerBuilder limits(SocketIoLimits value) {
        limits = Objects.requireNonNull(value, "limits");
        return this;
    }

    /**
     * Sets that clients which come back soon go on where they were: same id, rooms and data, and what they missed. Off by
     * default. Events then have one more argument, their offset. Needs an adapter that keeps sessions, as the default one
     * does.
     */
    public SocketIoServerBuilder connectionStateRecovery(RecoveryOptions value) {
        connectionStateRecovery = Objects.requireNonNull(value, "connectionStateRecovery");
        return this;
    }

    /** Sets who makes the adapters, which keep the rooms. In memory by default. */
    public SocketIoServerBuilder adapter(Adapter.Factory value) {
        adapter = Objects.requireNonNull(value, "adapter");
        return this;
    }

    /** Sets what becomes of clients that do not read. They are disconnected by default, and nothing is dropped. */
    public SocketIoServerBuilder slowReceivers(SlowReceiverPolicy value) {
        slowReceivers = Objects.requireNonNull(value, "slowReceivers");
        return this;
    }

    /** Adds one more to those who are told what happens in the server; see {@link SocketIoServer#listen}. */
    public SocketIoServerBuilder listener(ServerListener value) {
        var more = new ArrayList<>(listeners);
        more.add(Objects.requireNonNull(value, "listener"));
        listeners = more;
        return this;
    }

    /**
     * Sets what an event is answered with whose arguments do not fit, where an answer is wanted. By default {@code
     * {"error":{"code":"invalid_argument","message":"..."}}}, with a text that tells nothing of the application.
     */
    public SocketIoServerBuilder bindingAnswer(Function<BindingException, Object> value) {
        bindingAnswer = Objects.requireNonNull(value, "bindingAnswer");
        return this;
    }

    /**
     * Sets what a refused event is answered with, where an answer is wanted. By default {@code
     * {"error":{"code":"...","message":"...","data":...}}}, with the code, the message and the data of the exception, if it
     * has data. It is asked for failures and time-outs as well, whose codes are {@code internal_error} and {@code timeout}.
     */
    public SocketIoServerBuilder refusalAnswer(Function<EventRefusedException, Object> value) {
        refusalAnswer = Objects.requireNonNull(value, "refusalAnswer");
        return this;
    }

    /** Sets how long a packet middleware may take to answer once it has returned. 10 s by default; then it has refused. */
    public SocketIoServerBuilder packetMiddlewareTimeout(Duration time) {
        packetMiddlewareTimeout = positive("packetMiddlewareTimeout", time);
        return this;
    }

    /**
     * Makes options without a server.
     *
     * @throws IllegalArgumentException if a value can't work; the message names it and what was expected
     */
    public SocketIoOptions options() {
        if (connectionStateRecovery != null && adapter != null && !(adapter instanceof SessionAwareAdapter.Factory)) {
            throw new IllegalArgumentException("connectionStateRecovery: with an adapter that keeps no sessions"
                    + " (expected: the default adapter, or a SessionAwareAdapter.Factory)");
        }
        if (attached != null && engineChosen) {
            throw new IllegalArgumentException(
                    "engine: made elsewhere, beside options of an engine (expected: to set cors, path and the like there)");
        }
        return new SocketIoOptions(
                new SocketIoServerBuilder(this), attached == null ? engine.build() : attached.options());
    }

    /**
     * Makes a server.
     *
     * @throws IllegalArgumentException if a value can't work; the message names it and what was expected
     */
    public SocketIoServer build() {
        return new SocketIoServer(options());
    }

    private EngineOptions.Builder chosen() {
        engineChosen = true;
        engineChanged = true;
        return engine;
    }

    Adapter.Factory adapters() {
        if (adapter != null) {
            return adapter;
        }
        return connectionStateRecovery == null ? InMemoryAdapter::new : InMemorySessionAdapter.factory();
    }

    static Duration positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
        // Far below what timers can't count.
        return value.compareTo(Duration.ofDays(1000)) > 0 ? Duration.ofDays(1000) : value;
    }
}
