package dev.sockeye.socketio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.socketio.server.RemoteSocket;
import dev.sockeye.socketio.server.SocketIoServer;
import dev.sockeye.socketio.server.adapter.cluster.ClusterCodec;
import dev.sockeye.socketio.server.adapter.cluster.ClusterOptions;
import dev.sockeye.socketio.server.adapter.cluster.InProcessCluster;
import dev.sockeye.testkit.RawWebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests two servers of one cluster, each on a port of its own. */
class ClusterOverSocketsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final InProcessCluster cluster = new InProcessCluster(
            ClusterCodec.JSON, ClusterOptions.DEFAULT.withHeartbeat(Duration.ofMillis(100), Duration.ofMillis(1_500)));
    private final InProcessCluster.Node secondNode = cluster.node();
    private final SocketIoServer first =
            SocketIoServer.builder().adapter(cluster.node()).build();
    private final SocketIoServer second =
            SocketIoServer.builder().adapter(secondNode).build();
    private final NettyHost firstHost = bind(first);
    private final NettyHost secondHost = bind(second);

    private static NettyHost bind(SocketIoServer io) {
        return NettyHost.builder(io)
                .host("127.0.0.1")
                .threads(1)
                .beforeClose(io::close)
                .bind();
    }

    @AfterEach
    void close() {
        firstHost.close();
        secondHost.close();
    }

    private static RawWebSocket join(NettyHost host) {
        var client = RawWebSocket.open(host.port(), "/socket.io/?EIO=4&transport=websocket");
        assertThat(client.next().text()).startsWith("0{");
        client.send("40");
        assertThat(client.next().text()).startsWith("40{");
        return client;
    }

    private void awaitNodes(int count) {
        for (var io : List.of(first, second)) {
            await().untilAsserted(() -> assertThat(io.of("/")
                            .adapter()
                            .serverCount()
                            .toCompletableFuture()
                            .join())
                    .isEqualTo(count));
        }
    }

    private static void awaitSockets(SocketIoServer io) {
        await().until(() -> io.sockets().size() == 1);
    }

    @Test
    void twoServersBehaveAsOneUntilOneDies() throws Exception {
        awaitNodes(2);
        try (var here = join(firstHost);
                var there = join(secondHost)) {
            awaitSockets(first);
            awaitSockets(second);

            first.emit("news", 1);
            assertThat(here.next().text()).isEqualTo("42[\"news\",1]");
            assertThat(there.next().text()).isEqualTo("42[\"news\",1]");

            var acks = second.timeout(LONG).emitWithAck("ask");
            assertThat(here.next().text()).isEqualTo("420[\"ask\"]");
            assertThat(there.next().text()).isEqualTo("420[\"ask\"]");
            here.send("430[\"a\"]");
            there.send("430[\"b\"]");
            assertThat(acks.get(10, TimeUnit.SECONDS).values(String.class)).containsExactlyInAnyOrder("a", "b");

            var idThere = second.sockets().iterator().next().id();
            assertThat(first.fetchSockets().get(10, TimeUnit.SECONDS))
                    .hasSize(2)
                    .extracting(RemoteSocket::id)
                    .contains(idThere);

            var interrupted = first.timeout(LONG).emitWithAck("again");
            assertThat(here.next().text()).isEqualTo("421[\"again\"]");
            assertThat(there.next().text()).isEqualTo("421[\"again\"]");
            here.send("431[]");
            secondNode.cutOff();
            var partly = interrupted.get(10, TimeUnit.SECONDS);
            assertThat(partly.missing()).isEqualTo(1);
            assertThat(partly.timedOut()).isFalse();
            assertThat(first.fetchSockets().get(10, TimeUnit.SECONDS)).hasSize(1);

            secondNode.reconnect();
            awaitNodes(2);
            first.in(idThere).disconnectSockets();
            assertThat(there.next().text()).isEqualTo("41");
            first.emit("still");
            assertThat(here.next().text()).isEqualTo("42[\"still\"]");
        }
    }
}
