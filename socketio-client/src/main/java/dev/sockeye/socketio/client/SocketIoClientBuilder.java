package dev.sockeye.socketio.client;

import dev.sockeye.engineio.client.EngineClient;
import dev.sockeye.socketio.events.HandlerExecutor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what a client runs on; the last call of each method counts. Not thread-safe. */
public final class SocketIoClientBuilder {
    private @Nullable EngineClient engine;
    private @Nullable Boolean daemon;
    private int threads;
    private @Nullable HandlerExecutor handlers;

    SocketIoClientBuilder() {}

    /** Sets what opens connections, on event loops that may serve others too. Not ended with the client. */
    public SocketIoClientBuilder engineClient(EngineClient value) {
        engine = Objects.requireNonNull(value, "engineClient");
        return this;
    }

    /**
     * Sets whether the client's event loops let the process end; then it has loops of its own. Without this call, and that of
     * {@link #eventLoops}, it uses those of the process, which do.
     */
    public SocketIoClientBuilder daemon(boolean on) {
        daemon = on;
        return this;
    }

    /** Sets how many event loops of its own the client has; 0 for one per processor. */
    public SocketIoClientBuilder eventLoops(int count) {
        Checks.that(count >= 0, "eventLoops", count, ">= 0");
        threads = count;
        daemon = daemon == null || daemon;
        return this;
    }

    /** Sets what handlers run on. By default threads that all clients of the process share. */
    public SocketIoClientBuilder handlerExecutor(HandlerExecutor executor) {
        handlers = Objects.requireNonNull(executor, "handlerExecutor");
        return this;
    }

    /**
     * Makes the client.
     *
     * @throws IllegalArgumentException if both loops of its own and an engine client are set
     */
    public SocketIoClient build() {
        Checks.that(engine == null || daemon == null, "engineClient", "set", "not set beside daemon or eventLoops");
        var own = daemon == null ? null : EngineClient.start(daemon, threads);
        var used = engine != null ? engine : own != null ? own : EngineClient.shared();
        return new SocketIoClient(
                Engines.of(used), handlers == null ? HandlerThreads.SHARED : new HandlerThreads(handlers), own, false);
    }
}
