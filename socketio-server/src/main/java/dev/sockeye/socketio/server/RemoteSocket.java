package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.AckDisconnectedException;
import dev.sockeye.socketio.events.AckException;
import dev.sockeye.socketio.events.AckTimeoutException;
import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.events.BindingException;
import dev.sockeye.socketio.events.Encoding;
import dev.sockeye.socketio.server.adapter.HandshakeDetails;
import dev.sockeye.socketio.server.adapter.SocketDetails;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Is a socket of any node, this one included, as {@link Broadcaster#fetchSockets()} found it: what it tells is a snapshot,
 * what it does reaches the socket where it is. Immutable; any thread; no method blocks.
 */
public final class RemoteSocket {
    private final SocketDetails details;
    private final Encoding encoding;
    // Selects this socket only.
    private final BroadcastOperator itself;

    RemoteSocket(SocketDetails details, Encoding encoding, BroadcastOperator itself) {
        this.details = details;
        this.encoding = encoding;
        this.itself = itself;
    }

    /** Returns the public id. */
    public String id() {
        return details.id();
    }

    /** Returns what the client said when it connected, as far as nodes tell each other. */
    public HandshakeDetails handshake() {
        return details.handshake();
    }

    /** Returns the rooms that the socket was in, its own included. */
    public Set<String> rooms() {
        return details.rooms();
    }

    /** Returns what the application had attached to the socket, as far as it can be encoded: an object. */
    public JsonNode data() {
        return details.data();
    }

    /**
     * Binds something that the application had attached to the socket.
     *
     * @throws BindingException if it does not fit
     */
    public <T> Optional<T> data(String name, Class<T> type) {
        return details.data().optional(name).flatMap(value -> {
            var args = encoding.args(encoding.snapshot(new Object[] {value}));
            return args.optional(0, type);
        });
    }

    /** Emits an event to the socket; see {@link Broadcaster#emit}. */
    public void emit(String event, @Nullable Object... args) {
        itself.emit(event, args);
    }

    /** Emits the event {@code message}. */
    public void send(@Nullable Object... args) {
        emit("message", args);
    }

    /** Chooses how long acknowledgements are waited for. */
    public RemoteSocket timeout(Duration limit) {
        return new RemoteSocket(details, encoding, itself.timeout(limit));
    }

    /**
     * Emits an event and asks for an acknowledgement, of which the first value is carried. The future always completes:
     * with the answer, or with an {@link AckException} when it does not come in time or the socket has gone.
     *
     * @throws IllegalArgumentException if the name is reserved
     * @throws dev.sockeye.socketio.protocol.ArgumentException if an argument can't be encoded
     */
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... args) {
        return itself.emitWithAck(event, args).thenApply(acks -> {
            if (!acks.responses().isEmpty()) {
                return acks.responses().get(0).args();
            }
            throw acks.timedOut() ? new AckTimeoutException() : new AckDisconnectedException();
        });
    }

    /** Puts the socket into rooms. */
    public CompletionStage<Void> join(String... rooms) {
        return itself.socketsJoin(List.of(rooms));
    }

    /** Takes the socket out of rooms. */
    public CompletionStage<Void> leave(String... rooms) {
        return itself.socketsLeave(List.of(rooms));
    }

    /** Takes the client off the namespace. */
    public CompletionStage<Void> disconnect() {
        return disconnect(false);
    }

    /**
     * Takes the client off the namespace.
     *
     * @param close whether to take it off all namespaces and close the connection
     */
    public CompletionStage<Void> disconnect(boolean close) {
        return itself.disconnectSockets(close);
    }

    /** Describes the socket without what is known of it. */
    @Override
    public String toString() {
        return "RemoteSocket[" + details + ']';
    }
}
