package dev.sockeye.socketio.server.adapter.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.socketio.server.SocketIoServer;
import dev.sockeye.socketio.server.adapter.BroadcastOptions;
import dev.sockeye.socketio.server.adapter.InMemoryAdapter;
import dev.sockeye.socketio.server.adapter.LocalNamespace;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatClusterAdapterTest {
    private final List<ClusterMessage> published = new CopyOnWriteArrayList<>();
    private volatile Consumer<ClusterMessage> onPublish = message -> {};
    private final List<Node> nodes = new CopyOnWriteArrayList<>();
    private final List<SocketIoServer> servers = new CopyOnWriteArrayList<>();

    /** Is a node whose carrier does not stop when it is closed. */
    private final class Node extends HeartbeatClusterAdapter {
        private Node(LocalNamespace namespace, ClusterOptions options) {
            super(namespace, new InMemoryAdapter(namespace), options);
        }

        @Override
        protected CompletionStage<Void> publish(ClusterEnvelope envelope) {
            onPublish.accept(envelope.message());
            published.add(envelope.message());
            return DONE;
        }

        private void hear(ClusterMessage message) {
            onEnvelope(new ClusterEnvelope(message, "other", "/"));
        }
    }

    /** Makes a server in a cluster; returns the adapter of its main namespace. */
    private Node node(ClusterOptions options) {
        servers.add(SocketIoServer.builder()
                .adapter(namespace -> {
                    var node = new Node(namespace, options);
                    nodes.add(node);
                    return node;
                })
                .build());
        return nodes.get(0);
    }

    @AfterEach
    void close() {
        servers.forEach(server -> server.close().orTimeout(20, TimeUnit.SECONDS).join());
    }

    @Test
    void aHeartBeatsWhereverTheProcessWaits() throws Exception {
        var release = new CountDownLatch(1);
        var common = ForkJoinPool.commonPool();
        var waiting = Stream.generate(() -> common.submit(() -> {
                    release.await();
                    return null;
                }))
                .limit(common.getParallelism())
                .toList();
        var often = ClusterOptions.DEFAULT.withHeartbeat(Duration.ofMillis(50), Duration.ofSeconds(10));
        try {
            node(often);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> Collections.frequency(published, new ClusterMessage.Heartbeat()) >= 2);
        } finally {
            release.countDown();
            for (var each : waiting) {
                each.get(20, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void theLastWordIsThatANodeGoes() {
        var node = node(ClusterOptions.DEFAULT);
        // As if the server were closed while a heartbeat leaves.
        onPublish = message -> {
            if (message instanceof ClusterMessage.Heartbeat) {
                node.close();
            }
        };

        node.hear(new ClusterMessage.InitialHeartbeat());

        assertThat(published)
                .endsWith(
                        new ClusterMessage.AdapterClose(),
                        new ClusterMessage.Heartbeat(),
                        new ClusterMessage.AdapterClose());
    }

    @Test
    void whoHasSaidGoodbyeIsNotTakenForAliveByWhatComesBehind() {
        var node = node(ClusterOptions.DEFAULT);
        node.hear(new ClusterMessage.Heartbeat());
        assertThat(node.serverCount().toCompletableFuture()).isCompletedWithValue(2);

        node.hear(new ClusterMessage.AdapterClose());
        node.hear(new ClusterMessage.DisconnectSockets(BroadcastOptions.ALL, false));

        assertThat(node.serverCount().toCompletableFuture()).isCompletedWithValue(1);
    }

    @Test
    void closedNodeAnswersNobodyWhoWouldTakeItForAlive() {
        var node = node(ClusterOptions.DEFAULT);
        node.hear(new ClusterMessage.FetchSockets(BroadcastOptions.ALL, "1"));
        assertThat(published).hasAtLeastOneElementOfType(ClusterMessage.FetchSocketsResponse.class);

        close();
        node.hear(new ClusterMessage.FetchSockets(BroadcastOptions.ALL, "2"));
        node.hear(new ClusterMessage.InitialHeartbeat());

        assertThat(published).last().isEqualTo(new ClusterMessage.AdapterClose());
    }
}
