package dev.sockeye.socketio.client;

import dev.sockeye.engineio.client.EngineClientOptions;
import dev.sockeye.socketio.protocol.JsonPacketParser;
import dev.sockeye.socketio.protocol.Parser;
import dev.sockeye.socketio.protocol.ParserLimits;
import dev.sockeye.socketio.protocol.WireMapper;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Collects options; the last call of each method counts. Not thread-safe. */
public final class ClientOptionsBuilder
        implements EngineSettings<ClientOptionsBuilder>, SocketSettings<ClientOptionsBuilder> {
    private static final JsonMapper MAPPER = WireMapper.standard();

    Reconnection reconnection = Reconnection.DEFAULT;
    boolean autoConnect = true;
    boolean forceNew;
    boolean multiplex = true;
    ClientProtocol protocol = ClientProtocol.V5;
    Parser parser = JsonPacketParser.INSTANCE;
    JsonMapper mapper = MAPPER;
    ParserLimits parserLimits = ParserLimits.DEFAULT;
    Map<String, String> query = Map.of();
    Optional<Boolean> withCredentials = Optional.empty();
    Optional<RandomGenerator> random = Optional.empty();
    final EngineClientOptions.Builder engine;
    final SocketOptions.Builder socket;

    ClientOptionsBuilder() {
        engine = EngineClientOptions.builder().path("/socket.io/");
        socket = SocketOptions.builder();
    }

    ClientOptionsBuilder(ClientOptions options) {
        reconnection = options.reconnectionSettings();
        autoConnect = options.autoConnect();
        forceNew = options.forceNew();
        multiplex = options.multiplex();
        protocol = options.protocol();
        parser = options.parser();
        mapper = options.jsonMapper();
        parserLimits = options.parserLimits();
        query = options.query();
        withCredentials = options.withCredentials();
        random = options.random();
        engine = options.engine().toBuilder();
        socket = options.socket().toBuilder();
    }

    /** Sets whether a connection that is lost, or could not be opened, is tried again. True by default. */
    public ClientOptionsBuilder reconnection(boolean on) {
        reconnection = reconnection.enabled(on);
        return this;
    }

    /** Sets how often in a row a connection is tried again. For ever by default, which is {@link Integer#MAX_VALUE}. */
    public ClientOptionsBuilder reconnectionAttempts(int count) {
        reconnection = reconnection.attempts(count);
        return this;
    }

    /** Sets about how long is waited before the first attempt; twice as long before each further one. 1 s by default. */
    public ClientOptionsBuilder reconnectionDelay(Duration time) {
        reconnection = reconnection.delay(time);
        return this;
    }

    /** Sets how long is waited at most before an attempt. 5 s by default. */
    public ClientOptionsBuilder reconnectionDelayMax(Duration time) {
        reconnection = reconnection.delayMax(time);
        return this;
    }

    /** Sets by which part, 0 to 1, waits are made longer or shorter at random. 0.5 by default. */
    public ClientOptionsBuilder randomizationFactor(double factor) {
        reconnection = reconnection.randomizationFactor(factor);
        return this;
    }

    /** Sets whether sockets begin to connect when they are made. True by default. */
    public ClientOptionsBuilder autoConnect(boolean on) {
        autoConnect = on;
        return this;
    }

    /** Sets whether to make a connection that is shared with nobody. False by default. */
    public ClientOptionsBuilder forceNew(boolean on) {
        forceNew = on;
        return this;
    }

    /** Sets whether sockets of several namespaces share a connection. True by default. */
    public ClientOptionsBuilder multiplex(boolean on) {
        multiplex = on;
        return this;
    }

    /** Sets which revision of the protocol to speak. {@link ClientProtocol#V5} by default. */
    public ClientOptionsBuilder protocol(ClientProtocol value) {
        protocol = Objects.requireNonNull(value, "protocol");
        return this;
    }

    /** Sets what turns packets into messages and back; the server must have the same. JSON by default. */
    public ClientOptionsBuilder parser(Parser value) {
        parser = Objects.requireNonNull(value, "parser");
        return this;
    }

    /** Sets what turns Java values into JSON and back. A strict mapper by default, the same as a server's. */
    public ClientOptionsBuilder jsonMapper(JsonMapper value) {
        mapper = Objects.requireNonNull(value, "jsonMapper");
        return this;
    }

    /** Sets what bounds one packet of the server. {@link ParserLimits#DEFAULT} by default. */
    public ClientOptionsBuilder parserLimits(ParserLimits value) {
        parserLimits = Objects.requireNonNull(value, "parserLimits");
        return this;
    }

    /** Sets the query parameters that each request carries, beside those of the URI. None by default. */
    public ClientOptionsBuilder query(Map<String, String> parameters) {
        query = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        return this;
    }

    /**
     * Sets whether cookies that the server sets are sent back, for the time of a connection. By default with protocol 4 only,
     * as officially. See {@link #cookies} for cookies that last.
     */
    public ClientOptionsBuilder withCredentials(boolean on) {
        withCredentials = Optional.of(on);
        return this;
    }

    @Override
    public ClientOptionsBuilder engine(Consumer<EngineClientOptions.Builder> settings) {
        settings.accept(engine);
        return this;
    }

    @Override
    public ClientOptionsBuilder auth(Object value) {
        socket.auth(value);
        return this;
    }

    @Override
    public ClientOptionsBuilder auth(Supplier<?> supplier) {
        socket.auth(supplier);
        return this;
    }

    @Override
    public ClientOptionsBuilder authAsync(Supplier<? extends CompletionStage<?>> supplier) {
        socket.authAsync(supplier);
        return this;
    }

    @Override
    public ClientOptionsBuilder namespaceQuery(Map<String, String> parameters) {
        socket.namespaceQuery(parameters);
        return this;
    }

    @Override
    public ClientOptionsBuilder ackTimeout(Duration time) {
        socket.ackTimeout(time);
        return this;
    }

    @Override
    public ClientOptionsBuilder retries(int count) {
        socket.retries(count);
        return this;
    }

    @Override
    public ClientOptionsBuilder connectTimeout(Duration time) {
        socket.connectTimeout(time);
        return this;
    }

    @Override
    public ClientOptionsBuilder limits(ClientLimits value) {
        socket.limits(value);
        return this;
    }

    /** Takes chance from elsewhere, for tests. */
    ClientOptionsBuilder random(RandomGenerator generator) {
        random = Optional.of(generator);
        return this;
    }

    /**
     * Makes the options.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public ClientOptions build() {
        return new ClientOptions(this);
    }
}
