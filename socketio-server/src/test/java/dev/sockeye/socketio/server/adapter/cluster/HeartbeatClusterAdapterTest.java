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
import org.junit.jupiter.api.Test;

class HeartbeatClusterAdapterTest {
    private final List<ClusterMessage> published = new CopyOnWriteArrayList<>();
    private volatile Consumer<ClusterMessage> onPublish = message -> {};

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
        var server = SocketIoServer.builder()
                .adapter(namespace -> new Node(namespace, often))
                .build();
        try {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> Collections.frequency(published, new ClusterMessage.Heartbeat()) >= 2);
        } finally {
            release.countDown();
            server.close().orTimeout(20, TimeUnit.SECONDS).join();
            for (var each : waiting) {
                each.get(20, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void theLastWordIsThatANodeGoes() {
        var nodes = new CopyOnWriteArrayList<Node>();
        var server = SocketIoServer.builder()
                .adapter(namespace -> {
                    var node = new Node(namespace, ClusterOptions.DEFAULT);
                    nodes.add(node);
                    return node;
                })
                .build();
        var node = nodes.get(0);
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
        server.close().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void closedNodeAnswersNobodyWhoWouldTakeItForAlive() {
        var nodes = new CopyOnWriteArrayList<Node>();
        var server = SocketIoServer.builder()
                .adapter(namespace -> {
                    var node = new Node(namespace, ClusterOptions.DEFAULT);
                    nodes.add(node);
                    return node;
                })
                .build();
        var node = nodes.get(0);
        node.hear(new ClusterMessage.FetchSockets(BroadcastOptions.ALL, "1"));
        assertThat(published).hasAtLeastOneElementOfType(ClusterMessage.FetchSocketsResponse.class);

        server.close().orTimeout(20, TimeUnit.SECONDS).join();
        node.hear(new ClusterMessage.FetchSockets(BroadcastOptions.ALL, "2"));
        node.hear(new ClusterMessage.InitialHeartbeat());

        assertThat(published).last().isEqualTo(new ClusterMessage.AdapterClose());
    }
}
