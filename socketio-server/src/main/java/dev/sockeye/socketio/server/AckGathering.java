package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.Encoding;
import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.server.adapter.AckCollector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the acknowledgements of one broadcast until the last one has come or the time is up. Guarded by this; completes
 * the application's future on the executor of completions, and calls nobody under its lock.
 */
final class AckGathering implements AckCollector {
    private final Encoding encoding;
    private final Executor executor;
    private final CompletableFuture<BroadcastAcks> future = new CompletableFuture<>();
    private final CompletableFuture<Void> timer = new CompletableFuture<>();
    private final List<BroadcastAcks.Response> responses = new ArrayList<>();

    private @Nullable List<Runnable> cleanups = new ArrayList<>(1);
    // Adapters that are yet to say that all nodes have counted.
    private int uncounted;
    private int expected;
    private int missed;

    AckGathering(Encoding encoding, Executor executor, int adapters) {
        this.encoding = encoding;
        this.executor = executor;
        this.uncounted = adapters;
    }

    CompletableFuture<BroadcastAcks> begin(Duration timeout) {
        timer.completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS).thenRun(() -> end(true));
        return future;
    }

    /** Takes that all nodes of one adapter have said how many receivers they have. */
    void allCounted() {
        synchronized (this) {
            uncounted--;
        }
        end(false);
    }

    @Override
    public void counted(int receivers) {
        synchronized (this) {
            expected += receivers;
        }
        end(false);
    }

    @Override
    public void answered(String socketId, Arguments answer) {
        answered(Optional.of(socketId), answer);
    }

    @Override
    public void answered(Arguments answer) {
        answered(Optional.empty(), answer);
    }

    private void answered(Optional<String> socketId, Arguments answer) {
        // The same everywhere: nodes pass on the first value only.
        var first = answer.size() > 1 ? encoding.snapshot(new Object[] {answer.element(0)}) : answer;
        var response = new BroadcastAcks.Response(socketId, encoding.args(first));
        synchronized (this) {
            if (cleanups != null) {
                responses.add(response);
            }
        }
        end(false);
    }

    @Override
    public void missed(int receivers) {
        synchronized (this) {
            missed += receivers;
        }
        end(false);
    }

    @Override
    public void onDone(Runnable cleanup) {
        synchronized (this) {
            if (cleanups != null) {
                cleanups.add(cleanup);
                return;
            }
        }
        cleanup.run();
    }

    private void end(boolean late) {
        List<Runnable> last;
        BroadcastAcks result;
        synchronized (this) {
            last = cleanups;
            var all = uncounted <= 0 && responses.size() + missed >= expected;
            if (last == null || !(late || all)) {
                return;
            }
            cleanups = null;
            result = new BroadcastAcks(responses, expected, uncounted <= 0, !all);
        }
        timer.complete(null);
        last.forEach(Runnable::run);
        try {
            executor.execute(() -> future.complete(result));
        } catch (RejectedExecutionException e) {
            // Whoever waits must not do so for ever.
            future.complete(result);
        }
    }
}
