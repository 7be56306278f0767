package dev.sockeye.socketio.client;

import dev.sockeye.engineio.client.EngineClientOptions;
import dev.sockeye.socketio.events.Encoding;
import dev.sockeye.socketio.protocol.Parser;
import dev.sockeye.socketio.protocol.ParserLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Configures a connection and the socket that it is made for. Immutable; made by a builder; one object may serve many
 * connections. Names and defaults are the official ones.
 */
public final class ClientOptions {
    private static final ClientOptions DEFAULTS = builder().build();

    private final Reconnection reconnection;
    private final boolean autoConnect;
    private final boolean forceNew;
    private final boolean multiplex;
    private final ClientProtocol protocol;
    private final Encoding encoding;
    private final ParserLimits parserLimits;
    private final Map<String, String> query;
    private final Optional<Boolean> withCredentials;
    private final EngineClientOptions engine;
    private final SocketOptions socket;
    private final Optional<RandomGenerator> random;

    ClientOptions(ClientOptionsBuilder builder) {
        reconnection = builder.reconnection;
        autoConnect = builder.autoConnect;
        forceNew = builder.forceNew;
        multiplex = builder.multiplex;
        protocol = builder.protocol;
        encoding = new Encoding(builder.parser, builder.mapper);
        parserLimits = builder.parserLimits;
        query = builder.query;
        withCredentials = builder.withCredentials;
        engine = builder.engine.build();
        socket = builder.socket.build();
        random = builder.random;
    }

    /** Returns the defaults. */
    public static ClientOptions defaults() {
        return DEFAULTS;
    }

    /** Makes a builder with the defaults. */
    public static ClientOptionsBuilder builder() {
        return new ClientOptionsBuilder();
    }

    /** Makes a builder with these options. */
    public ClientOptionsBuilder toBuilder() {
        return new ClientOptionsBuilder(this);
    }

    /** Tells whether a connection that is lost, or could not be opened, is tried again. */
    public boolean reconnection() {
        return reconnection.enabled();
    }

    /** Returns how often in a row a connection is tried again; {@link Integer#MAX_VALUE} for ever. */
    public int reconnectionAttempts() {
        return reconnection.attempts();
    }

    /** Returns about how long is waited before the first attempt; twice as long before each further one. */
    public Duration reconnectionDelay() {
        return reconnection.delay();
    }

    /** Returns how long is waited at most before an attempt. */
    public Duration reconnectionDelayMax() {
        return reconnection.delayMax();
    }

    /** Returns by which part waits are made longer or shorter at random. */
    public double randomizationFactor() {
        return reconnection.randomizationFactor();
    }

    /** Tells whether sockets begin to connect when they are made. */
    public boolean autoConnect() {
        return autoConnect;
    }

    /** Tells whether a connection is made that is shared with nobody. */
    public boolean forceNew() {
        return forceNew;
    }

    /** Tells whether sockets of several namespaces share a connection. */
    public boolean multiplex() {
        return multiplex;
    }

    /** Returns which revision of the protocol is spoken. */
    public ClientProtocol protocol() {
        return protocol;
    }

    /** Returns what turns packets into messages and back. */
    public Parser parser() {
        return encoding.parser();
    }

    /** Returns what turns Java values into JSON and back. */
    public JsonMapper jsonMapper() {
        return encoding.mapper();
    }

    /** Returns what bounds one packet. */
    public ParserLimits parserLimits() {
        return parserLimits;
    }

    /** Returns the query parameters that each request carries. */
    public Map<String, String> query() {
        return query;
    }

    /** Tells whether cookies are kept for the time of a connection; empty for what is usual: with protocol 4 only. */
    public Optional<Boolean> withCredentials() {
        return withCredentials;
    }

    /** Returns the options of the connection below. */
    public EngineClientOptions engine() {
        return engine;
    }

    /** Returns the options of the socket. */
    public SocketOptions socket() {
        return socket;
    }

    Reconnection reconnectionSettings() {
        return reconnection;
    }

    Encoding encoding() {
        return encoding;
    }

    Optional<RandomGenerator> random() {
        return random;
    }
}
