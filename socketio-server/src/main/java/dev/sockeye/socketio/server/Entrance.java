package dev.sockeye.socketio.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps who is asked and who is told when a socket comes to a namespace: those of the parent first, where there is one,
 * then its own. Thread-safe.
 */
final class Entrance {
    private final @Nullable Entrance parent;
    private final List<Middleware> middlewares = new CopyOnWriteArrayList<>();
    private final List<Consumer<Socket>> connectionHandlers = new CopyOnWriteArrayList<>();

    Entrance(@Nullable Entrance parent) {
        this.parent = parent;
    }

    void add(Middleware middleware) {
        middlewares.add(middleware);
    }

    void add(Consumer<Socket> connectionHandler) {
        connectionHandlers.add(connectionHandler);
    }

    /** Returns the middlewares as they are now. */
    List<Middleware> middlewares() {
        if (parent == null) {
            return middlewares.isEmpty() ? List.of() : List.copyOf(middlewares);
        }
        var all = new ArrayList<>(parent.middlewares());
        all.addAll(middlewares);
        return all;
    }

    /** Tells the connection handlers. On the handler executor. */
    void connected(Socket socket) {
        if (parent != null) {
            parent.connected(socket);
        }
        for (var handler : connectionHandlers) {
            try {
                handler.accept(socket);
            } catch (Throwable e) {
                socket.server().error(ServerError.Kind.CONNECTION_HANDLER, e, socket, null);
            }
        }
    }
}
