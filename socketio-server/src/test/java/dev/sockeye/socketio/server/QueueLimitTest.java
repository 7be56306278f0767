package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sockeye.socketio.events.HandlerExecutor;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.server.adapter.RoomListener;
import dev.sockeye.socketio.server.adapter.cluster.ClusterCodec;
import dev.sockeye.socketio.server.adapter.cluster.ClusterOptions;
import dev.sockeye.socketio.server.adapter.cluster.InProcessCluster;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Tests queues whose owners are slower than those who fill them. */
class QueueLimitTest {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<Object> heard = Collections.synchronizedList(new ArrayList<>());

    private TestServer server(int limit) {
        return new TestServer(builder -> builder.handlerExecutor(HandlerExecutor.of(tasks::add))
                .limits(SocketIoLimits.DEFAULT.withQueuedNamespaceEvents(limit)));
    }

    private void work() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private static void arrive(TestServer server, int... numbers) {
        for (var number : numbers) {
            var arguments = server.io.encoding().snapshot(new Object[] {number});
            server.io.of("/").serverSide().receive(new Packet.Event("/", "x", arguments, OptionalLong.empty()), null);
        }
    }

    private static void awaitOverloads(TestServer server, int count) {
        await().untilAsserted(() -> {
            synchronized (server.errors) {
                assertThat(server.errors).hasSize(count);
            }
        });
        assertThat(server.errors).extracting(ServerError::kind).containsOnly(ServerError.Kind.OVERLOAD);
    }

    @Test
    void eventsOfOtherNodesAboveTheLimitAreDroppedAndToldOncePerBurst() {
        try (var server = server(3)) {
            server.io.of("/").onServerSide("x", int.class, number -> heard.add(number));

            arrive(server, 1, 2, 3, 4, 5);
            work();
            assertThat(heard).containsExactly(1, 2, 3);
            awaitOverloads(server, 1);

            arrive(server, 6, 7, 8, 9);
            work();
            assertThat(heard).containsExactly(1, 2, 3, 6, 7, 8);
            awaitOverloads(server, 2);
            assertThat(server.errors.get(1).cause()).hasMessage("more than 3 events of other nodes wait: dropping");
        }
    }

    @Test
    void roomEventsAboveTheLimitAreDroppedAndToldOnce() {
        try (var server = server(4)) {
            server.io.of("/").onRooms(new RoomListener() {
                @Override
                public void onJoin(String room, String id) {
                    heard.add(room);
                }
            });
            server.connect();
            work();
            heard.clear();

            server.socket().join("a", "b", "c", "d");
            assertThat(tasks).hasSize(1);
            work();
            assertThat(heard).containsExactly("a", "b");
            awaitOverloads(server, 1);

            server.socket().join("e");
            work();
            assertThat(heard).containsExactly("a", "b", "e");
            assertThat(server.socket().rooms()).contains("a", "b", "c", "d", "e");
            assertThat(server.errors).hasSize(1);
        }
    }

    @Test
    void whatTheExecutorRejectsWaitsForItsRecovery() {
        var full = new AtomicBoolean(true);
        var executor = HandlerExecutor.of(task -> {
            if (full.get()) {
                throw new RejectedExecutionException("full");
            }
            task.run();
        });
        try (var server = new TestServer(builder -> builder.handlerExecutor(executor))) {
            server.io.of("/").onServerSide("x", int.class, number -> heard.add(number));
            arrive(server, 1, 2);
            assertThat(server.errors).extracting(ServerError::kind).containsOnly(ServerError.Kind.EXECUTOR);

            full.set(false);
            arrive(server, 3);

            assertThat(heard).containsExactly(1, 2, 3);
        }
    }

    @Test
    void messagesOfAClusterAboveTheLimitAreDropped() throws Exception {
        var cluster = new InProcessCluster(ClusterCodec.JSON, ClusterOptions.DEFAULT.withQueuedMessages(2));
        var arrived = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var sender = new TestServer(builder -> builder.adapter(cluster.node()));
                var slow = new TestServer(builder -> builder.adapter(cluster.node()))) {
            slow.io.of("/").onServerSide("x", int.class, number -> {
                heard.add(number);
                arrived.countDown();
                release.await();
            });
            sender.io.serverSideEmit("x", 1);
            arrived.await();

            for (var i = 2; i < 10; i++) {
                sender.io.serverSideEmit("x", i);
            }
            awaitOverloads(slow, 1);
            release.countDown();

            await().untilAsserted(() -> assertThat(heard).contains(2));
            assertThat(heard).doesNotContain(9);
            await().untilAsserted(() -> {
                sender.io.serverSideEmit("x", 10);
                assertThat(heard).contains(10);
            });
        }
    }

    @Test
    void limitsArePositive() {
        assertThatThrownBy(() -> SocketIoLimits.DEFAULT.withQueuedNamespaceEvents(0))
                .hasMessage("queuedNamespaceEvents: 0 (expected: > 0)");
        assertThatThrownBy(() -> ClusterOptions.DEFAULT.withQueuedMessages(0))
                .hasMessage("queuedMessages: 0 (expected: > 0)");
    }
}
