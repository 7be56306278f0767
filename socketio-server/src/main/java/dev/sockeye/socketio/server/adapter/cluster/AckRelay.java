package dev.sockeye.socketio.server.adapter.cluster;

import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.server.adapter.AckCollector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Passes the acknowledgements of this node's sockets on to the node that asks for them. Guarded by this; calls nobody under
 * its lock.
 */
final class AckRelay implements AckCollector {
    private final String requestId;
    private final Consumer<ClusterMessage> reply;
    private final CompletableFuture<Void> timer = new CompletableFuture<>();

    private @Nullable List<Runnable> cleanups = new ArrayList<>(1);
    private int awaited;

    AckRelay(String requestId, Consumer<ClusterMessage> reply, Duration timeout) {
        this.requestId = requestId;
        this.reply = reply;
        timer.completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS).thenRun(this::end);
    }

    @Override
    public void counted(int receivers) {
        synchronized (this) {
            awaited += receivers;
        }
        reply.accept(new ClusterMessage.BroadcastClientCount(requestId, receivers));
        settle(0);
    }

    @Override
    public void answered(String socketId, Arguments answer) {
        answered(answer, Optional.of(socketId));
    }

    @Override
    public void answered(Arguments answer) {
        answered(answer, Optional.empty());
    }

    private void answered(Arguments answer, Optional<String> socketId) {
        var value = answer.size() == 0 ? Optional.<JsonNode>empty() : Optional.of(answer.tree(0));
        reply.accept(new ClusterMessage.BroadcastAck(requestId, value, socketId));
        settle(1);
    }

    @Override
    public void missed(int receivers) {
        reply.accept(new ClusterMessage.BroadcastMissed(requestId, receivers));
        settle(receivers);
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

    private void settle(int receivers) {
        boolean last;
        synchronized (this) {
            awaited -= receivers;
            last = awaited <= 0;
        }
        if (last) {
            timer.complete(null);
        }
    }

    private void end() {
        List<Runnable> last;
        synchronized (this) {
            last = cleanups;
            cleanups = null;
        }
        if (last != null) {
            last.forEach(Runnable::run);
        }
    }
}
