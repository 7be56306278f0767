package dev.sockeye.socketio.client;

import dev.sockeye.socketio.events.Args;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Emits from one socket in a chosen way. Immutable: each method that chooses returns another emitter. Any thread. */
public final class SocketEmitter {
    private final Socket socket;
    private final Outgoing.Mode mode;

    SocketEmitter(Socket socket, Outgoing.Mode mode) {
        this.socket = socket;
        this.mode = mode;
    }

    /** Drops what can't leave at once: what is {@code volatile} elsewhere. */
    public SocketEmitter asVolatile() {
        return new SocketEmitter(socket, new Outgoing.Mode(true, mode.compress(), mode.timeout()));
    }

    /** Chooses whether to compress, where the transport can. True by default. */
    public SocketEmitter compress(boolean on) {
        return new SocketEmitter(socket, new Outgoing.Mode(mode.droppable(), on, mode.timeout()));
    }

    /** Limits how long an acknowledgement is waited for; with {@code retries}, that of each try. */
    public SocketEmitter timeout(Duration limit) {
        return new SocketEmitter(
                socket, new Outgoing.Mode(mode.droppable(), mode.compress(), Checks.positive("timeout", limit)));
    }

    /** Emits like {@link Socket#emit}. */
    public void emit(String event, @Nullable Object... args) {
        Emission.event(socket, event, args, mode);
    }

    /** Emits like {@link Socket#emitWithAck}. */
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... args) {
        return Emission.request(socket, event, args, mode);
    }

    /** Emits the event {@code message}. */
    public void send(@Nullable Object... args) {
        emit("message", args);
    }
}
