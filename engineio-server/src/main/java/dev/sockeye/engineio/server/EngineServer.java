package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.HttpExchange;
import dev.sockeye.engineio.server.host.HttpHandler;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Serves Engine.IO sessions to whatever host hands it requests. Thread-safe. */
public final class EngineServer implements HttpHandler {
    /** Makes a server. */
    public EngineServer(EngineOptions options) {
        throw new UnsupportedOperationException();
    }

    /** Returns the options. */
    public EngineOptions options() {
        throw new UnsupportedOperationException();
    }

    /**
     * Names who is told of new sessions. Called on the new session's lane, before its handshake is answered: what the
     * listener sends to a revision 3 session leaves with the open packet. Must name a {@link SessionListener}.
     */
    public void onConnection(Consumer<Session> listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean matches(String rawTarget) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void handle(HttpExchange exchange) {
        throw new UnsupportedOperationException();
    }

    /** Returns the session with an id, if it is open. */
    public Optional<Session> session(String id) {
        throw new UnsupportedOperationException();
    }

    /** Returns the number of sessions. */
    public int sessionCount() {
        throw new UnsupportedOperationException();
    }

    /** Refuses new sessions, tells the clients and ends all sessions; done when none is left. Callable repeatedly. */
    public CompletableFuture<Void> close() {
        throw new UnsupportedOperationException();
    }
}
