package dev.sockeye.socketio.server.adapter.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.socketio.server.SocketIoServer;
import dev.sockeye.socketio.server.adapter.BroadcastOptions;
import dev.sockeye.socketio.server.adapter.InMemoryAdapter;
import dev.sockeye.socketio.server.adapter.LocalNamespace;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeartbeatClusterAdapterTest {
    private final List<ClusterMessage> published = new CopyOnWriteArrayList<>();

    /** Is a node whose carrier does not stop when it is closed. */
    private final class Node extends HeartbeatClusterAdapter {
        private Node(LocalNamespace namespace) {
            super(namespace, new InMemoryAdapter(namespace), ClusterOptions.DEFAULT);
        }

        @Override
        protected CompletionStage<Void> publish(ClusterEnvelope envelope) {
            published.add(envelope.message());
            return DONE;
        }

        private void hear(ClusterMessage message) {
            onEnvelope(new ClusterEnvelope(message, "other", "/"));
        }
    }

    @Test
    void closedNodeAnswersNobodyWhoWouldTakeItForAlive() {
        var nodes = new CopyOnWriteArrayList<Node>();
        var server = SocketIoServer.builder()
                .adapter(namespace -> {
                    var node = new Node(namespace);
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
