package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.Args;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Emits to one socket in a chosen way. Immutable: each method that chooses returns another emitter. Any thread. */
public final class SocketEmitter {
    private final Socket socket;
    private final boolean droppable;
    private final boolean compress;
    private final @Nullable Duration timeout;

    SocketEmitter(Socket socket) {
        this(socket, false, true, null);
    }

    private SocketEmitter(Socket socket, boolean droppable, boolean compress, @Nullable Duration timeout) {
        this.socket = socket;
        this.droppable = droppable;
        this.compress = compress;
        this.timeout = timeout;
    }

    /** Drops what the client can't take at once: what is {@code volatile} elsewhere. */
    public SocketEmitter asVolatile() {
        return new SocketEmitter(socket, true, compress, timeout);
    }

    /** Chooses whether to compress, where the transport can. True by default. */
    public SocketEmitter compress(boolean on) {
        return new SocketEmitter(socket, droppable, on, timeout);
    }

    /** Limits how long an acknowledgement is waited for. */
    public SocketEmitter timeout(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: > 0)");
        }
        return new SocketEmitter(socket, droppable, compress, limit);
    }

    /** Emits like {@link Socket#emit}. */
    public void emit(String event, @Nullable Object... args) {
        Emission.event(
                socket, ReservedNames.checkEmission(event), socket.encoding().snapshot(args), droppable, compress);
    }

    /** Emits like {@link Socket#emitWithAck}. */
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... args) {
        return Emission.request(
                socket,
                ReservedNames.checkEmission(event),
                socket.encoding().snapshot(args),
                droppable,
                compress,
                timeout);
    }

    /** Emits the event {@code message}. */
    public void send(@Nullable Object... args) {
        emit("message", args);
    }
}
