package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.socketio.events.HandlerExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamespaceRaceTest {
    private static final int ROUNDS = 1_000;

    private final TestServer server = new TestServer(
            builder -> builder.handlerExecutor(HandlerExecutor.pool(4)).cleanupEmptyChildNamespaces(true));
    private final ExecutorService racers = Executors.newFixedThreadPool(3);

    @AfterEach
    void close() {
        racers.shutdown();
        server.close();
        assertThat(server.errors).isEmpty();
    }

    private void race(Runnable... all) throws Exception {
        var start = new CyclicBarrier(all.length);
        var done = new ArrayList<CompletableFuture<Void>>();
        for (var each : all) {
            done.add(CompletableFuture.runAsync(
                    () -> {
                        try {
                            start.await();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                        each.run();
                    },
                    racers));
        }
        for (var future : done) {
            future.get(10, TimeUnit.SECONDS);
        }
    }

    private TestClient elsewhere() {
        return server.open(server.host.otherLane());
    }

    private static ConditionFactory soon() {
        return await().pollInterval(Duration.ofMillis(1)).pollDelay(Duration.ZERO);
    }

    private static boolean joined(TestClient client) {
        return client.channel.texts().stream().anyMatch(text -> text.startsWith("40/x,{"));
    }

    private static void untilJoined(TestClient... clients) {
        soon().untilAsserted(() -> assertThat(clients).allMatch(NamespaceRaceTest::joined));
    }

    /** Sees that a client is in the one child that there is, and that the parent speaks to it. */
    private static void untilReached(TestClient client, ParentNamespace parent) {
        untilJoined(client);
        var connect = client.channel.texts().get(1);
        var id = connect.substring(connect.indexOf("sid\":\"") + 6, connect.indexOf("\"}"));
        // The packet leaves a moment before the socket can be found.
        soon().untilAsserted(() -> assertThat(parent.children())
                .singleElement()
                .satisfies(child -> assertThat(child.socket(id)).isPresent()));
        parent.emit("ping");
        soon().untilAsserted(() -> assertThat(client.channel.texts()).contains("42/x,[\"ping\"]"));
    }

    private static void untilEmpty(ParentNamespace parent) {
        soon().untilAsserted(() -> assertThat(parent.children()).isEmpty());
    }

    @Test
    void firstClientsShareOneChildWhichEachFindsIntroduced() throws Exception {
        var introduced = new AtomicInteger();
        server.io.onNewNamespace(namespace -> {
            introduced.incrementAndGet();
            namespace.use(socket -> socket.data().put("checked", true));
        });
        Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
        var parent = server.io.of(Pattern.compile("/x"));
        parent.onConnection(sockets::add);
        for (var round = 1; round <= ROUNDS; round++) {
            var one = elsewhere();
            var two = elsewhere();

            race(() -> one.send("0/x,"), () -> two.send("0/x,"));

            untilJoined(one, two);
            assertThat(introduced).hasValue(round);
            assertThat(parent.children()).hasSize(1);
            soon().untilAsserted(() -> assertThat(sockets).hasSize(2));
            assertThat(sockets).allMatch(socket -> socket.data().containsKey("checked"));
            assertThat(sockets)
                    .extracting(Socket::namespace)
                    .containsOnly(parent.children().iterator().next());
            sockets.clear();
            one.leave();
            two.leave();
            untilEmpty(parent);
        }
    }

    @Test
    void noClientEndsUpInANamespaceThatIsForgotten() throws Exception {
        var parent = server.io.of((name, handshake) -> true);
        var last = elsewhere().send("0/x,");
        untilJoined(last);
        for (var round = 0; round < ROUNDS; round++) {
            var leaving = last;
            var coming = elsewhere();

            race(leaving::leave, () -> coming.send("0/x,"));

            untilReached(coming, parent);
            last = coming;
        }
        last.leave();
        untilEmpty(parent);
    }

    @Test
    void clientInMiddlewareIsNotLeftBehindWhenTheLastSocketGoes() throws Exception {
        var waiting = new LinkedBlockingQueue<Next>();
        var parent = server.io.of(Pattern.compile("/x"));
        parent.use((socket, next) -> waiting.add(next));
        for (var round = 0; round < ROUNDS; round++) {
            var leaving = elsewhere().send("0/x,");
            next(waiting).proceed();
            untilJoined(leaving);
            var coming = elsewhere().send("0/x,");
            var next = next(waiting);

            race(leaving::leave, next::proceed);

            untilReached(coming, parent);
            coming.leave();
            untilEmpty(parent);
        }
    }

    @Test
    void matcherThatAnswersWhileTheClientLeavesLeavesNothing() throws Exception {
        var waiting = new LinkedBlockingQueue<CompletableFuture<Boolean>>();
        var parent = server.io.ofAsync((name, handshake) -> {
            var answer = new CompletableFuture<Boolean>();
            waiting.add(answer);
            return answer;
        });
        for (var round = 0; round < ROUNDS; round++) {
            // A name of its own: the answer of the round before may still be on its way to making a namespace.
            var client = elsewhere().send("0/x" + round + ",");
            var answer = next(waiting);

            race(() -> answer.complete(true), client::leave);

            untilEmpty(parent);
        }
    }

    @Test
    void roomThatIsLeftWhileTheSocketIsAdmittedIsLeft() throws Exception {
        var waiting = new LinkedBlockingQueue<Next>();
        Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
        server.io.use((socket, next) -> {
            socket.join("a", "b");
            sockets.add(socket);
            waiting.add(next);
        });
        for (var round = 0; round < ROUNDS; round++) {
            var client = server.open().send("0");
            var next = next(waiting);
            var socket = Objects.requireNonNull(sockets.poll());

            race(next::proceed, () -> socket.leave("a"), () -> socket.join("c"));

            soon().until(socket::connected);
            assertThat(socket.rooms()).containsExactlyInAnyOrder(socket.id(), "b", "c");
            assertThat(server.io.root().adapter().rooms(socket)).containsExactlyInAnyOrder("b", "c");
            client.leave();
        }
    }

    private static <T> T next(LinkedBlockingQueue<T> queue) throws InterruptedException {
        return Objects.requireNonNull(queue.poll(10, TimeUnit.SECONDS));
    }
}
