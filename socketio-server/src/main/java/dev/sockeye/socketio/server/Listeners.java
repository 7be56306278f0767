package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.Args;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Keeps who is told what happens in a server. Thread-safe. */
final class Listeners {
    private final SocketIoServer server;
    private final List<ServerListener> all = new CopyOnWriteArrayList<>();

    Listeners(SocketIoServer server) {
        this.server = server;
    }

    void add(ServerListener listener) {
        all.add(listener);
    }

    /** Tells whether there is anybody: whoever asks first makes nothing for nobody. */
    boolean any() {
        return !all.isEmpty();
    }

    void tell(Consumer<ServerListener> call) {
        for (var listener : all) {
            try {
                call.accept(listener);
            } catch (Throwable e) {
                server.error(ServerError.Kind.LISTENER, e, null, null);
            }
        }
    }

    /** Tells of an acknowledgement when it has come, or will not. */
    void watch(Socket socket, String event, CompletableFuture<Args> answer) {
        if (any()) {
            var lane = socket.connection().lane();
            var asked = lane.nanoTime();
            answer.whenComplete((args, failure) -> {
                var nanos = lane.nanoTime() - asked;
                tell(listener -> listener.acknowledged(socket, event, AckOutcome.of(failure), nanos));
            });
        }
    }
}
