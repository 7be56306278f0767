package dev.sockeye.socketio.server;

import dev.sockeye.engineio.server.host.Lane;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a namespace that is not there yet, or not ready: asks the parents one after the other, on the handler executor,
 * and makes the child of the first that says yes. What it finds is worked off on the lane.
 *
 * <p>Confined to one task of the handler executor at a time, but for the methods that say otherwise.
 */
final class Search implements Runnable {
    private static final String FAILED = "Internal server error";
    private static final String UNKNOWN = "Invalid namespace";
    private static final String TOO_MANY = "Too many namespaces";

    private final Connection connection;
    private final SocketIoServer server;
    private final String name;
    private final Handshake handshake;
    private final List<ParentNamespace> parents;
    private final Lane.Cancellable timer;
    private int next;
    // What the next one said, or is still to say.
    private @Nullable CompletableFuture<Boolean> answer;
    private volatile boolean cancelled;

    /** Makes a search, which begins to count its time. On the lane. */
    Search(Connection connection, String name, Handshake handshake) {
        this.connection = connection;
        this.server = connection.server();
        this.name = name;
        this.handshake = handshake;
        parents = List.copyOf(server.namespaceTable().parents());
        timer = connection
                .lane()
                .schedule(
                        () -> connection.joining().late(this), server.options().middlewareTimeout());
    }

    String name() {
        return name;
    }

    Handshake handshake() {
        return handshake;
    }

    /** Begins; any thread goes on. */
    void begin() {
        try {
            server.handlers().execute(this);
        } catch (RejectedExecutionException e) {
            server.errorApart(ServerError.Kind.EXECUTOR, e, null);
            connection.close();
        }
    }

    /** Asks nobody any more. On the lane. */
    void cancel() {
        cancelled = true;
        timer.cancel();
    }

    @Override
    public void run() {
        try {
            search();
        } catch (Throwable e) {
            // Of an adapter's factory: what matchers throw is caught where they are asked.
            server.error(ServerError.Kind.ADAPTER, e, null, null);
            missed(FAILED);
        }
    }

    private void search() {
        // Another client, or the application, may have made it meanwhile.
        var known = server.namespaceTable().find(name);
        if (known != null && known.enter()) {
            found(known);
            return;
        }
        for (; !cancelled && next < parents.size(); next++) {
            if (answer == null) {
                answer = ask(parents.get(next));
            }
            if (!answer.isDone()) {
                answer.whenComplete((yes, failure) -> begin());
                return;
            }
            if (saysYes(answer)) {
                enter(parents.get(next));
                return;
            }
            answer = null;
        }
        missed(UNKNOWN);
    }

    private CompletableFuture<Boolean> ask(ParentNamespace parent) {
        var said = new CompletableFuture<Boolean>();
        try {
            parent.ask(name, handshake).whenComplete((yes, failure) -> {
                if (failure == null) {
                    said.complete(yes);
                } else {
                    said.completeExceptionally(failure);
                }
            });
        } catch (Throwable e) {
            said.completeExceptionally(e);
        }
        return said;
    }

    private boolean saysYes(CompletableFuture<Boolean> said) {
        try {
            return Boolean.TRUE.equals(said.join());
        } catch (CompletionException | CancellationException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            server.error(ServerError.Kind.MATCHER, cause, null, null);
            return false;
        }
    }

    private void enter(ParentNamespace parent) {
        var child = server.namespaceTable().enter(name, parent);
        if (child == null) {
            missed(TOO_MANY);
        } else {
            found(child);
        }
    }

    private void found(Namespace namespace) {
        server.namespaceTable().introduce(namespace);
        namespace
                .introduction()
                .whenDone(() -> end(new LaneOutbox.Entry() {
                    @Override
                    void run() {
                        connection.joining().found(Search.this, namespace);
                    }
                }));
    }

    private void missed(String text) {
        end(new LaneOutbox.Entry() {
            @Override
            void run() {
                connection.joining().missed(Search.this, text);
            }
        });
    }

    private void end(LaneOutbox.Entry entry) {
        connection.outbox().postLater(entry);
    }
}
