package dev.sockeye.socketio.server;

import dev.sockeye.engineio.server.ClientView;
import dev.sockeye.engineio.server.EngineServer;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.Request;
import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.events.BindingException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Is what a client said when it connected. Immutable. Little is kept for it, since every socket has one all its life. */
public final class Handshake {
    private static final JsonMapper PLAIN = JsonMapper.shared();

    private final Request request;
    // Null where it is that of the request.
    private final @Nullable Map<String, String> query;
    private final Args credentials;
    private final EngineServer engine;
    private final long issued = System.currentTimeMillis();

    Handshake(Request request, @Nullable Map<String, String> query, Args credentials, EngineServer engine) {
        this.request = request;
        this.query = query;
        this.credentials = credentials;
        this.engine = engine;
    }

    /** Returns the head of the request that opened the connection. */
    public Request request() {
        return request;
    }

    /**
     * Returns the query of that request, and for clients of protocol 4 that of the namespace; of a repeated parameter the
     * last value counts. Unmodifiable, ordered; decoded anew each time it is looked at.
     */
    public Map<String, String> query() {
        return query == null ? engine.query(request) : query;
    }

    /** Returns what the client sent to be let in; no arguments where it sent nothing. */
    public Args credentials() {
        return credentials;
    }

    /** Returns when the socket was made. */
    public Instant issued() {
        return Instant.ofEpochMilli(issued);
    }

    /** Returns the connection as the client made it, through the proxies that are trusted. */
    public ClientView client() {
        return engine.client(request);
    }

    /** Returns the header fields. */
    public Headers headers() {
        return request.headers();
    }

    /** Returns the peer's address as the socket knows it; behind a proxy it is that one's. See {@link #client}. */
    public InetSocketAddress address() {
        return request.remote();
    }

    /** Tells whether the client's connection is encrypted, be it by this server or by a trusted proxy. */
    public boolean secure() {
        return client().secure();
    }

    /** Tells whether the request named an origin, as those of other sites do. */
    public boolean xdomain() {
        return request.header("origin").isPresent();
    }

    /** Returns the request's target with its query. */
    public String url() {
        return request.target();
    }

    /**
     * Returns what the client sent to be let in: its {@code auth}, or for clients of protocol 4 the query of the namespace.
     * An empty object where it sent nothing.
     */
    public JsonNode auth() {
        return credentials.size() == 0 ? PLAIN.createObjectNode() : credentials.tree(0);
    }

    /**
     * Binds what {@link #auth()} returns to a class.
     *
     * @throws BindingException if it does not fit
     */
    public <T> T auth(Class<T> type) {
        return credentials.get(0, type);
    }

    /** Returns a member of {@link #auth()} as text: numbers and booleans too, but nothing that has parts of its own. */
    public Optional<String> auth(String member) {
        return auth().optional(member)
                .filter(value -> value.isString() || value.isNumber() || value.isBoolean())
                .map(JsonNode::asString);
    }

    /** Describes the handshake without its content, which holds secrets. */
    @Override
    public String toString() {
        return "Handshake[" + request + "]";
    }
}
