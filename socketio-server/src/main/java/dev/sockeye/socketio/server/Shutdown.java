package dev.sockeye.socketio.server;

import dev.sockeye.engineio.server.host.Ending;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Ends a server in order: connections, the handlers they still owe, adapters, threads. Thread-safe. */
final class Shutdown {
    private final SocketIoServer server;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicReference<@Nullable Drain> drain = new AtomicReference<>();
    private final CompletableFuture<Void> handlersDone = new CompletableFuture<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    // Sockets whose disconnect handlers have not run, and one for the server until its engine is closed.
    private final AtomicLong sockets = new AtomicLong(1);

    // Whether nothing is waited for any more.
    private volatile boolean over;

    Shutdown(SocketIoServer server) {
        this.server = server;
    }

    void arrived() {
        sockets.incrementAndGet();
    }

    void departed() {
        if (sockets.decrementAndGet() == 0) {
            handlersDone.complete(null);
        }
    }

    /** Tells whether the server has ended, and its own threads with it: what comes now is not waited for. */
    boolean over() {
        return over;
    }

    Drain drain(Duration window) {
        var fresh = new Drain(server, window, done.copy());
        var known = drain.compareAndExchange(null, fresh);
        if (known != null) {
            return known;
        }
        if (!begun.get()) {
            fresh.begin();
        }
        return fresh;
    }

    /** Takes note that a session has ended. */
    void left() {
        var running = drain.get();
        if (running != null) {
            running.left();
        }
    }

    CompletableFuture<Void> begin() {
        if (begun.compareAndSet(false, true)) {
            if (server.options().disconnectOnClose()) {
                server.namespaces().forEach(namespace -> namespace.sockets().forEach(Shutdown::sayFarewell));
            }
            var grace = server.options().engine().shutdownGrace().toMillis();
            server.engine().close().whenComplete((ignored, failure) -> {
                departed();
                handlersDone
                        // A handler that never returns must not keep the server.
                        .completeOnTimeout(null, grace, TimeUnit.MILLISECONDS)
                        .whenComplete((nothing, never) -> finish());
            });
        }
        return done.copy();
    }

    /** Tells a client that it is taken off a namespace, and leaves the rest to the engine. */
    private static void sayFarewell(Socket socket) {
        new Sending(socket, socket.departure().farewell(), SlowReceiverPolicy.Fate.KEPT).begin();
    }

    private void finish() {
        server.namespaceTable().close();
        over = true;
        server.threads().stop().run();
        Ending.complete(done);
    }
}
