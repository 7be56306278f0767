package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sockeye.socketio.events.AckDisconnectedException;
import dev.sockeye.socketio.server.adapter.BroadcastOptions;
import dev.sockeye.socketio.server.adapter.cluster.ClusterAdapter;
import dev.sockeye.socketio.server.adapter.cluster.ClusterCodec;
import dev.sockeye.socketio.server.adapter.cluster.ClusterMessage;
import dev.sockeye.socketio.server.adapter.cluster.ClusterOptions;
import dev.sockeye.socketio.server.adapter.cluster.InProcessCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Tests three servers of one cluster. Its clients are on hosts in memory, one for each server. */
@ParameterizedClass
@EnumSource(ClusterCodec.class)
class ClusterTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final InProcessCluster cluster;
    private final List<InProcessCluster.Node> nodes = new ArrayList<>();
    private final List<TestServer> servers = new ArrayList<>();

    ClusterTest(ClusterCodec codec) {
        cluster = new InProcessCluster(
                codec,
                ClusterOptions.DEFAULT
                        .withRequestTimeout(SHORT)
                        .withHeartbeat(Duration.ofMillis(100), Duration.ofMillis(1_500)));
        for (var i = 0; i < 3; i++) {
            add();
        }
        servers.forEach(server -> awaitNodes(server, "/", 3));
    }

    private TestServer add() {
        var node = cluster.node();
        nodes.add(node);
        var server = new TestServer(builder -> builder.adapter(node));
        servers.add(server);
        return server;
    }

    private static void awaitNodes(TestServer server, String namespace, int count) {
        await().pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(server.io
                                .of(namespace)
                                .adapter()
                                .serverCount()
                                .toCompletableFuture()
                                .join())
                        .isEqualTo(count));
    }

    @AfterEach
    void close() {
        for (var server : servers) {
            var adapter = (ClusterAdapter) server.io.of("/").adapter();
            await().untilAsserted(() -> assertThat(adapter.pendingRequests()).isZero());
            server.close();
            assertThat(server.errors).isEmpty();
        }
    }

    private static void awaitReceived(TestClient client, String... packets) {
        var received = new ArrayList<String>();
        await().pollInterval(Duration.ofMillis(5)).untilAsserted(() -> {
            received.addAll(client.received());
            assertThat(received).containsExactly(packets);
        });
    }

    private TestClient connect(int server) {
        return servers.get(server).connect();
    }

    /** Sees that what was said before has arrived everywhere. */
    private void settle() {
        servers.get(0).io.emit("settled");
    }

    @Test
    void broadcastReachesAllNodesInOrderWithBinary() {
        var here = connect(0);
        var there = connect(1);
        var old = servers.get(2).connect2x();
        old.received();

        servers.get(0).io.emit("a", 1, "x", null, List.of(1.5));
        servers.get(0).io.emit("b", new byte[] {1, 2, 3});
        servers.get(0).io.asVolatile().emit("c");

        awaitReceived(
                there,
                "2[\"a\",1,\"x\",null,[1.5]]",
                "51-[\"b\",{\"_placeholder\":true,\"num\":0}]",
                "[3]",
                "2[\"c\"]");
        assertThat(here.received()).hasSize(4);
        await().untilAsserted(() -> assertThat(old.received()).isNotEmpty());
    }

    @Test
    void roomsAreJoinedLeftAndSelectedAcrossNodes() {
        var first = connect(0);
        var second = connect(1);
        var third = connect(2);
        var idOfThird = servers.get(2).socket().id();
        servers.get(1).socket().join("a");
        servers.get(2).socket().join("a", "b");

        servers.get(0).io.to("a").except("b").emit("x");
        servers.get(0).io.to("b", "a").emit("y");
        servers.get(0).io.to(idOfThird).emit("z");
        servers.get(0).io.local().emit("here");
        settle();
        awaitReceived(second, "2[\"x\"]", "2[\"y\"]", "2[\"settled\"]");
        awaitReceived(third, "2[\"y\"]", "2[\"z\"]", "2[\"settled\"]");
        awaitReceived(first, "2[\"here\"]", "2[\"settled\"]");

        servers.get(0).io.in("a").socketsJoin("c");
        servers.get(0).io.in("b").socketsLeave("c", "b");
        servers.get(0).io.to("c").emit("c");
        servers.get(0).io.in("a").disconnectSockets();
        awaitReceived(second, "2[\"c\"]", "1");
        awaitReceived(third, "1");
        assertThat(first.closed()).isFalse();
    }

    @Test
    void acknowledgementsOfAllNodesAreGathered() throws Exception {
        var first = connect(0);
        var second = connect(1);
        var third = connect(2);

        var acks = servers.get(0).io.timeout(LONG).emitWithAck("ask");
        awaitReceived(first, "20[\"ask\"]");
        awaitReceived(second, "20[\"ask\"]");
        awaitReceived(third, "20[\"ask\"]");
        first.send("30[1]");
        second.send("30[2,\"dropped\"]");
        assertThat(acks).isNotDone();
        third.send("61-0[{\"_placeholder\":true,\"num\":0}]", new byte[] {7});

        var result = acks.get(10, TimeUnit.SECONDS);
        assertThat(result.complete()).isTrue();
        assertThat(result.expected()).isEqualTo(3);
        var ids = servers.stream().map(server -> server.socket().id()).toList();
        for (var response : result.responses()) {
            var from = ids.indexOf(response.socketId().orElseThrow());
            assertThat(response.args().size()).isEqualTo(1);
            if (from == 2) {
                assertThat(response.args().get(0, byte[].class)).containsExactly(7);
            } else {
                assertThat(response.args().get(0, int.class)).isEqualTo(from + 1);
            }
        }
    }

    @Test
    void timeIsUpWithWhatCame() throws Exception {
        connect(1);
        var third = connect(2);

        var acks = servers.get(0).io.timeout(SHORT).emitWithAck("ask");
        awaitReceived(third, "20[\"ask\"]");
        third.send("30[]");

        var result = acks.get(10, TimeUnit.SECONDS);
        assertThat(result.timedOut()).isTrue();
        assertThat(result.missing()).isEqualTo(1);
        assertThat(result.responses())
                .singleElement()
                .satisfies(response -> assertThat(response.args().size()).isZero());
    }

    @Test
    void receiverThatLeavesAnotherNodeIsMissedAtOnce() throws Exception {
        var second = connect(1);
        var third = connect(2);

        var acks = servers.get(0).io.timeout(LONG).emitWithAck("ask");
        awaitReceived(second, "20[\"ask\"]");
        awaitReceived(third, "20[\"ask\"]");
        second.leave();
        third.send("30[1]");

        var result = acks.get(10, TimeUnit.SECONDS);
        assertThat(result.missing()).isEqualTo(1);
        assertThat(result.timedOut()).isFalse();
    }

    @Test
    void deadNodeIsNotWaitedFor() throws Exception {
        var second = connect(1);
        var third = connect(2);

        var acks = servers.get(0).io.timeout(LONG).emitWithAck("ask");
        awaitReceived(second, "20[\"ask\"]");
        awaitReceived(third, "20[\"ask\"]");
        second.send("30[1]");
        nodes.get(2).cutOff();

        var result = acks.get(10, TimeUnit.SECONDS);
        assertThat(result.missing()).isEqualTo(1);
        assertThat(result.timedOut()).isFalse();
        awaitNodes(servers.get(0), "/", 2);
        assertThat(servers.get(0).io.fetchSockets().get(10, TimeUnit.SECONDS)).hasSize(1);

        nodes.get(2).reconnect();
        awaitNodes(servers.get(0), "/", 3);
        assertThat(servers.get(0).io.fetchSockets().get(10, TimeUnit.SECONDS)).hasSize(2);
    }

    @Test
    void nodeThatClosesIsForgottenAtOnceAndALateOneIsKnown() {
        servers.remove(2).close();
        awaitNodes(servers.get(0), "/", 2);
        assertThat(servers.get(0).io.serverSideEmitWithAck("x").join().missing())
                .isEqualTo(1);

        add();
        awaitNodes(servers.get(0), "/", 3);
        awaitNodes(servers.get(2), "/", 3);
        var late = connect(2);
        servers.get(0).io.emit("x");
        awaitReceived(late, "2[\"x\"]");
    }

    @Test
    void socketsOfAllNodesAreFetched() throws Exception {
        connect(0);
        var second = connect(1);
        var socket = servers.get(1).socket();
        socket.join("a");
        socket.data().put("name", "bob");

        assertThat(servers.get(0).io.fetchSockets().get(10, TimeUnit.SECONDS)).hasSize(2);
        assertThat(servers.get(0).io.local().fetchSockets().get()).hasSize(1);
        assertThat(servers.get(0).io.in("a").socketIds().get(10, TimeUnit.SECONDS))
                .containsExactly(socket.id());
        var remote = servers.get(0)
                .io
                .in("a")
                .fetchSockets()
                .get(10, TimeUnit.SECONDS)
                .get(0);
        assertThat(remote.id()).isEqualTo(socket.id());
        assertThat(remote.rooms()).containsExactlyInAnyOrder(socket.id(), "a");
        assertThat(remote.data("name", String.class)).contains("bob");
        assertThat(remote.handshake().query()).containsEntry("EIO", "4");
        assertThat(remote.handshake().issued().toEpochMilli())
                .isEqualTo(socket.handshake().issued().toEpochMilli());
        assertThat(remote.handshake().auth()).isEqualTo(socket.handshake().auth());

        remote.emit("private");
        var answer = remote.timeout(LONG).emitWithAck("ask");
        awaitReceived(second, "2[\"private\"]", "20[\"ask\"]");
        second.send("30[\"yes\"]");
        assertThat(answer.get(10, TimeUnit.SECONDS).get(0, String.class)).isEqualTo("yes");
        remote.join("b");
        await().untilAsserted(() -> assertThat(socket.rooms()).contains("b"));
        remote.disconnect(true);
        await().untilAsserted(() -> assertThat(second.closed()).isTrue());
        assertThatThrownBy(() -> remote.timeout(LONG).emitWithAck("ask").get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(AckDisconnectedException.class);
    }

    @Test
    void silentNodeMakesFetchingFailWithWhatCame() {
        connect(0);
        connect(1);
        connect(2);

        nodes.get(2).cutOff();

        assertThatThrownBy(() -> servers.get(0).io.fetchSockets().get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(FetchSocketsException.class, e -> {
                    assertThat(e.missing()).isEqualTo(1);
                    assertThat(e.sockets()).hasSize(2);
                });
    }

    @Test
    void serversTalkToEachOther() throws Exception {
        var heard = Collections.synchronizedList(new ArrayList<String>());
        for (var i = 0; i < 3; i++) {
            var name = "node" + i;
            servers.get(i).io.of("/").onServerSide("hello", String.class, text -> heard.add(name + ' ' + text));
            servers.get(i).io.of("/").onServerSide("who", ack -> ack.send(name, "dropped"));
            servers.get(i).io.of("/").onServerSide("bytes", byte[].class, (bytes, ack) -> ack.send(bytes));
        }

        servers.get(0).io.serverSideEmit("hello", "you");
        var names = servers.get(0).io.serverSideEmitWithAck("who").get(10, TimeUnit.SECONDS);
        var bytes =
                servers.get(0).io.serverSideEmitWithAck("bytes", new byte[] {1}).get(10, TimeUnit.SECONDS);

        assertThat(names.complete()).isTrue();
        assertThat(names.values(String.class)).containsExactlyInAnyOrder("node1", "node2");
        assertThat(heard).containsExactlyInAnyOrder("node1 you", "node2 you");
        assertThat(bytes.values(byte[].class)).containsExactly(new byte[] {1}, new byte[] {1});
        var unanswered =
                servers.get(0).io.serverSideEmitWithAck("hello", "again").get(10, TimeUnit.SECONDS);
        assertThat(unanswered.missing()).isEqualTo(2);
        assertThat(unanswered.responses()).isEmpty();
    }

    @Test
    void dynamicNamespacesFindTheirOthers() throws Exception {
        for (var server : servers) {
            server.io.of(Pattern.compile("/t\\d+"));
        }
        var first = servers.get(0).open().join("/t1");
        var second = servers.get(1).open().join("/t1");
        awaitNodes(servers.get(0), "/t1", 2);
        awaitNodes(servers.get(1), "/t1", 2);

        servers.get(0).io.of("/t1").emit("x");
        awaitReceived(second, "2/t1,[\"x\"]");
        assertThat(first.received()).hasSize(1);
        assertThat(servers.get(0).io.of("/t1").fetchSockets().get(10, TimeUnit.SECONDS))
                .hasSize(2);
    }

    @Test
    void emittersAreHeardAndNotCounted() {
        var first = connect(0);
        var third = connect(2);
        var data = List.<JsonNode>of(
                JsonNodeFactory.instance.stringNode("x"), JsonNodeFactory.instance.binaryNode(new byte[] {9}));

        cluster.emit(new ClusterMessage.SocketsJoin(BroadcastOptions.ALL, List.of("all")), "/");
        cluster.emit(
                new ClusterMessage.Broadcast(data, Optional.empty(), BroadcastOptions.ALL.withRooms(List.of("all"))),
                "/");

        awaitReceived(first, "51-[\"x\",{\"_placeholder\":true,\"num\":0}]", "[1]");
        awaitReceived(third, "51-[\"x\",{\"_placeholder\":true,\"num\":0}]", "[1]");
        awaitNodes(servers.get(0), "/", 3);
    }
}
