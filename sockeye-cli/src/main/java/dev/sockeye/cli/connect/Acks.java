package dev.sockeye.cli.connect;

import dev.sockeye.socketio.client.Socket;
import dev.sockeye.socketio.events.Args;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Keeps the acknowledgements that are awaited, and tells an outlet of each. Thread-safe. */
final class Acks {
    private final Outlet outlet;
    private final Duration limit;
    private final Map<Long, CompletableFuture<?>> awaited = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();
    private volatile Optional<Duration> latest = Optional.empty();
    private volatile boolean missed;

    Acks(Outlet outlet, Duration limit) {
        this.outlet = outlet;
        this.limit = limit;
    }

    /** Emits an event and awaits its acknowledgement. */
    void ask(Socket socket, String event, List<JsonNode> args) {
        var begun = System.nanoTime();
        var namespace = socket.nsp();
        var told = socket.timeout(limit).emitWithAck(event, args.toArray()).handle((values, failure) -> {
            tell(namespace, event, values, failure, Duration.ofNanos(System.nanoTime() - begun));
            return true;
        });
        var number = count.incrementAndGet();
        awaited.put(number, told);
        told.whenComplete((done, failure) -> awaited.remove(number));
    }

    private void tell(
            String namespace, String event, @Nullable Args values, @Nullable Throwable failure, Duration after) {
        if (values != null) {
            latest = Optional.of(after);
            outlet.show(new Traffic.Acknowledged(namespace, event, Reporter.values(values), after));
        } else {
            missed = true;
            var message = failure == null ? "" : String.valueOf(failure.getMessage());
            outlet.show(new Traffic.Unacknowledged(namespace, event, message));
        }
    }

    /** Returns how long the last acknowledgement took. */
    Optional<Duration> latest() {
        return latest;
    }

    /** Tells whether one did not come. */
    boolean missed() {
        return missed;
    }

    /**
     * Waits for those that are awaited.
     *
     * @return whether all have come or failed in time
     */
    boolean await(Duration time) throws InterruptedException {
        try {
            CompletableFuture.allOf(awaited.values().toArray(CompletableFuture<?>[]::new))
                    .get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            // Said by the answer; each failure was told already.
            return false;
        }
    }
}
