package dev.sockeye.socketio.server.adapter.cluster;

import dev.sockeye.socketio.server.adapter.Adapter;
import dev.sockeye.socketio.server.adapter.LocalNamespace;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the other nodes by their heartbeats, for carriers that can't tell who listens. A node that is silent for too long, or
 * says that it goes, is not waited for any more. Thread-safe.
 */
public abstract class HeartbeatClusterAdapter extends ClusterAdapter {
    private static final Logger log = LoggerFactory.getLogger(HeartbeatClusterAdapter.class);
    private static final Duration SWEEP = Duration.ofSeconds(1);

    // When each was last heard of, by System.nanoTime().
    private final Map<String, Long> nodes = new ConcurrentHashMap<>();
    // When each said that it goes: what it sent before may come after, and it is not alive for that.
    private final Map<String, Long> gone = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Makes an adapter; see {@link ClusterAdapter}. */
    protected HeartbeatClusterAdapter(LocalNamespace namespace, Adapter local, ClusterOptions options) {
        super(namespace, local, options);
    }

    @Override
    public CompletionStage<Void> init() {
        return local().init().thenCompose(nothing -> {
            var announced = publish(envelope(new ClusterMessage.InitialHeartbeat()));
            if (closed) {
                return announced.thenCompose(late -> farewell());
            }
            repeat(options().heartbeatInterval(), () -> heartbeat());
            repeat(min(SWEEP, options().heartbeatInterval()), this::sweep);
            return announced;
        });
    }

    @Override
    public CompletionStage<Void> close() {
        if (closed) {
            return DONE;
        }
        closed = true;
        var told = farewell();
        return super.close().thenCombine(told, (some, more) -> null);
    }

    @Override
    public CompletionStage<Integer> serverCount() {
        return CompletableFuture.completedStage(1 + nodes.size());
    }

    @Override
    protected Optional<Set<String>> nodes() {
        return Optional.of(Set.copyOf(nodes.keySet()));
    }

    @Override
    protected void onMessage(String sender, ClusterMessage message) {
        if (closed) {
            // Whoever heard from it again would take it for alive.
            return;
        }
        if (sender.equals(ClusterEnvelope.EMITTER)) {
            super.onMessage(sender, message);
            return;
        }
        if (message instanceof ClusterMessage.AdapterClose) {
            gone.put(sender, System.nanoTime());
            remove(sender);
            return;
        }
        if (!gone.containsKey(sender)) {
            nodes.put(sender, System.nanoTime());
        }
        if (message instanceof ClusterMessage.InitialHeartbeat) {
            heartbeat();
        } else if (!(message instanceof ClusterMessage.Heartbeat)) {
            super.onMessage(sender, message);
        }
    }

    private CompletionStage<Void> farewell() {
        return publish(envelope(new ClusterMessage.AdapterClose()));
    }

    private void heartbeat() {
        publish(envelope(new ClusterMessage.Heartbeat())).whenComplete((nothing, failure) -> {
            if (failure != null) {
                // The next one may pass; what the application does fails loudly enough.
                log.debug("a heartbeat could not be sent", failure);
            }
        });
        if (closed) {
            // The two may have crossed; the last word is that the node goes.
            farewell();
        }
    }

    private void sweep() {
        var oldest = System.nanoTime() - options().heartbeatTimeout().toNanos();
        gone.values().removeIf(since -> since - oldest < 0);
        nodes.forEach((uid, heard) -> {
            if (heard - oldest < 0 && nodes.remove(uid, heard)) {
                log.info(
                        "a node of the cluster has been silent for {}",
                        options().heartbeatTimeout());
                onNodeGone(uid);
            }
        });
    }

    private void remove(String uid) {
        if (nodes.remove(uid) != null) {
            onNodeGone(uid);
        }
    }

    private void repeat(Duration interval, Runnable task) {
        HeartbeatThread.after(interval, () -> {
            if (!closed) {
                repeat(interval, task);
                attempt(task);
            }
        });
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            // Nobody else would hear of it, and the next one may pass.
            log.warn("a heartbeat failed", e);
        }
    }

    private static Duration min(Duration some, Duration other) {
        return some.compareTo(other) < 0 ? some : other;
    }
}
