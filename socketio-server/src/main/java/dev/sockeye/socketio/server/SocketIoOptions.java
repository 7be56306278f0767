package dev.sockeye.socketio.server;

import dev.sockeye.engineio.server.EngineOptions;
import dev.sockeye.socketio.events.BindingException;
import dev.sockeye.socketio.events.EventRefusedException;
import dev.sockeye.socketio.events.HandlerExecutor;
import dev.sockeye.socketio.protocol.Parser;
import dev.sockeye.socketio.protocol.ParserLimits;
import dev.sockeye.socketio.server.adapter.Adapter;
import dev.sockeye.socketio.server.recovery.RecoveryOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** Configures a {@link SocketIoServer}. Immutable; made by {@link SocketIoServer#builder()}. */
public final class SocketIoOptions {
    // A copy that nobody else holds and nobody changes.
    private final SocketIoServerBuilder values;
    private final EngineOptions engine;

    SocketIoOptions(SocketIoServerBuilder values, EngineOptions engine) {
        this.values = values;
        this.engine = engine;
    }

    /** Returns the defaults. */
    public static SocketIoOptions defaults() {
        return SocketIoServer.builder().options();
    }

    /** Returns the defaults of Socket.IO 2.x: every origin is served with credentials, and the cookie {@code io} is set. */
    public static SocketIoOptions v2() {
        return SocketIoServer.builder().v2().options();
    }

    /** Returns the options of the engine below. */
    public EngineOptions engine() {
        return engine;
    }

    /** Returns the parser. */
    public Parser parser() {
        return values.parser;
    }

    /** Returns the limits of what one packet may hold. */
    public ParserLimits parserLimits() {
        return values.parserLimits;
    }

    /** Returns what binds and encodes arguments. */
    public JsonMapper jsonMapper() {
        return values.jsonMapper;
    }

    /** Returns how long a client may take to join its first namespace. */
    public Duration connectTimeout() {
        return values.connectTimeout;
    }

    /** Returns how long the middlewares of a namespace may take to answer for one client, and matchers likewise. */
    public Duration middlewareTimeout() {
        return values.middlewareTimeout;
    }

    /** Tells whether a child namespace is forgotten when its last socket has gone. */
    public boolean cleanupEmptyChildNamespaces() {
        return values.cleanupEmptyChildNamespaces;
    }

    /** Returns how many child namespaces there may be. */
    public int maxChildNamespaces() {
        return values.maxChildNamespaces;
    }

    /** Returns how long an acknowledgement is waited for where nothing else is said. */
    public Duration ackTimeout() {
        return values.ackTimeout;
    }

    /** Returns on which threads handlers run. */
    public HandlerExecutor handlerExecutor() {
        return values.handlerExecutor;
    }

    /** Tells whether the client bundles are served. */
    public boolean serveClient() {
        return values.serveClient;
    }

    /** Tells whether closing the server disconnects clients for good. */
    public boolean disconnectOnClose() {
        return values.disconnectOnClose;
    }

    /** Returns the limits of what one client may make the server keep. */
    public SocketIoLimits limits() {
        return values.limits;
    }

    /** Returns how clients that come back go on where they were; empty where they don't. */
    public Optional<RecoveryOptions> connectionStateRecovery() {
        return Optional.ofNullable(values.connectionStateRecovery);
    }

    /** Returns who makes the adapters. */
    public Adapter.Factory adapter() {
        return values.adapters();
    }

    /** Returns what an event is answered with whose arguments do not fit. */
    public Function<BindingException, Object> bindingAnswer() {
        return values.bindingAnswer;
    }

    /** Returns what a refused event is answered with. */
    public Function<EventRefusedException, Object> refusalAnswer() {
        return values.refusalAnswer;
    }

    /** Returns how long a packet middleware may take to answer. */
    public Duration packetMiddlewareTimeout() {
        return values.packetMiddlewareTimeout;
    }

    /** Returns what becomes of clients that do not read. */
    public SlowReceiverPolicy slowReceivers() {
        return values.slowReceivers;
    }

    /** Returns who is told what happens in the server from its beginning on. */
    public List<ServerListener> listeners() {
        return values.listeners;
    }

    SocketIoServerBuilder values() {
        return values;
    }
}
