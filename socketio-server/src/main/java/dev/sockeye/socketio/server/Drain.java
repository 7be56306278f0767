package dev.sockeye.socketio.server;

import dev.sockeye.engineio.server.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Is a server's gentle end, while it lasts; see {@link SocketIoServer#drain}. Thread-safe. */
public final class Drain {
    // Of the window; what is left of it is for those that were busy, or are slow to leave.
    private static final double SPREAD = 0.8;

    private final SocketIoServer server;
    private final Duration window;
    private final Instant deadline;
    private final CompletableFuture<Void> done;

    Drain(SocketIoServer server, Duration window, CompletableFuture<Void> done) {
        this.server = server;
        this.window = window;
        this.done = done;
        deadline = Instant.now().plus(window);
    }

    /** Returns when the server will be closed, whatever is left by then. */
    public Instant deadline() {
        return deadline;
    }

    /** Returns how many connections are left. */
    public int remainingConnections() {
        return server.engine().sessionCount();
    }

    /** Returns how many acknowledgements are still awaited from clients. */
    public long remainingAcks() {
        return server.namespaces().stream()
                .flatMap(namespace -> namespace.sockets().stream())
                .mapToLong(socket -> socket.awaitedAcks())
                .sum();
    }

    /** Returns what is done when the server is closed and nothing is left; what others do to it changes nothing. */
    public CompletableFuture<Void> done() {
        return done.copy();
    }

    /** Tells what is left. */
    @Override
    public String toString() {
        return "Drain[connections=" + remainingConnections() + ", acks=" + remainingAcks() + ", deadline=" + deadline
                + ']';
    }

    void begin() {
        server.engine().refuseNew(window);
        var sessions = new ArrayList<>(server.engine().sessions());
        // Who came first should not always be the first to go.
        Collections.shuffle(sessions);
        var step = (long) (window.toNanos() * SPREAD) / Math.max(1, sessions.size());
        for (var i = 0; i < sessions.size(); i++) {
            dismiss(
                    sessions.get(i),
                    step * i + (step == 0 ? 0 : ThreadLocalRandom.current().nextLong(step)));
        }
        // For sessions that nobody minds, or whose lane has stopped.
        var end = new CompletableFuture<Void>().completeOnTimeout(null, window.toNanos(), TimeUnit.NANOSECONDS);
        end.thenRun(server::close);
        done.whenComplete((nothing, failure) -> end.cancel(false));
        done.whenComplete((nothing, failure) -> tell());
        tell();
        endIfEmpty();
    }

    private void dismiss(Session session, long nanos) {
        var lane = session.lane();
        var until = lane.nanoTime() + window.toNanos();
        try {
            lane.execute(() -> {
                if (session.listener() instanceof Connection connection) {
                    connection.leave(new Leaving(connection, Duration.ofNanos(nanos), until));
                }
            });
        } catch (RejectedExecutionException e) {
            // The host is gone, and with it the session's client.
        }
    }

    /** Takes note that a session has ended. */
    void left() {
        tell();
        endIfEmpty();
    }

    private void endIfEmpty() {
        if (remainingConnections() == 0) {
            server.close();
        }
    }

    private void tell() {
        server.listeners().tell(listener -> listener.draining(this));
    }
}
