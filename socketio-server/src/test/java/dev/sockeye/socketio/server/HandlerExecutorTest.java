package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sockeye.socketio.events.HandlerExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HandlerExecutorTest {
    private final Queue<Object> heard = new ConcurrentLinkedQueue<>();

    private static TestServer server(HandlerExecutor executor) {
        return new TestServer(builder -> builder.handlerExecutor(executor));
    }

    @Test
    void automaticallyOthersTakeOverFromAStandingThreadThatIsBlocked() {
        assertThat(HandlerExecutor.virtualSupported())
                .isEqualTo(Runtime.version().feature() >= 21);
        var release = new CountDownLatch(1);
        try (var server = server(HandlerExecutor.automatic())) {
            server.io.onConnection(socket -> {
                socket.on("who", () -> heard.add(kind()));
                socket.on("block", () -> {
                    heard.add(kind() + ", blocked");
                    release.await();
                });
            });
            server.connect().send("2[\"who\"]");
            await().untilAsserted(() -> assertThat(heard).containsExactly("standing"));
            heard.clear();

            server.connect().send("2[\"block\"]");
            await().untilAsserted(() -> assertThat(heard).containsExactly("standing, blocked"));
            heard.clear();
            server.connect().send("2[\"who\"]");

            await().untilAsserted(() -> {
                server.advance(Duration.ofMillis(1));
                assertThat(heard).containsExactly(HandlerExecutor.virtualSupported() ? "virtual" : "pool");
            });
            // Before the server is closed, which waits for handlers.
            release.countDown();
        } finally {
            release.countDown();
        }
    }

    private static String kind() {
        var thread = Thread.currentThread();
        assertThat(thread.isDaemon()).isTrue();
        if (thread.getName().startsWith("sockeye-worker-")) {
            return "standing";
        }
        return thread.getName().startsWith("sockeye-handler-") ? "pool" : "virtual";
    }

    @Test
    void virtualThreadsAreRefusedWhereTheJdkHasNone() {
        if (HandlerExecutor.virtualSupported()) {
            try (var server = server(HandlerExecutor.virtual())) {
                server.io.onConnection(socket -> heard.add(socket.id()));
                server.connect();
                await().untilAsserted(() -> assertThat(heard).hasSize(1));
            }
        } else {
            assertThatThrownBy(HandlerExecutor::virtual).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void eventsOfOneSocketAreHandledInOrderAndOneAtATime() {
        try (var server = server(HandlerExecutor.pool(8))) {
            var running = new AtomicInteger();
            server.io.onConnection(socket -> socket.on("x", int.class, n -> {
                heard.add(running.incrementAndGet() == 1 ? n : "overlap");
                running.decrementAndGet();
            }));
            var client = server.connect();

            var expected = new ArrayList<Object>();
            for (var i = 0; i < 900; i++) {
                expected.add(i);
                client.send("2[\"x\"," + i + "]");
            }

            await().untilAsserted(() -> assertThat(heard).hasSize(900));
            assertThat(heard).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void blockedHandlerHoldsUpNobodyElse() throws Exception {
        var release = new CountDownLatch(1);
        try (var server = server(HandlerExecutor.pool(2))) {
            server.io.onConnection(socket -> {
                socket.on("block", () -> {
                    heard.add("blocked");
                    release.await();
                });
                socket.on("x", ack -> ack.send("ok"));
            });
            var blocked = server.connect();
            var other = server.connect();
            blocked.send("2[\"block\"]");
            await().untilAsserted(() -> assertThat(heard).contains("blocked"));

            other.send("21[\"x\"]");
            await().untilAsserted(() -> {
                // The lane looks after its workers from time to time.
                server.advance(Duration.ofMillis(1));
                assertThat(other.channel.texts()).contains("431[\"ok\"]");
            });
            blocked.send("22[\"x\"]");
            assertThat(blocked.received()).isEmpty();

            release.countDown();
            await().untilAsserted(() -> assertThat(blocked.channel.texts()).contains("432[\"ok\"]"));
        }
    }

    @Test
    void poolIsBoundedAndWhoFindsItFullWaits() throws Exception {
        var release = new CountDownLatch(1);
        try (var server = server(HandlerExecutor.pool(3))) {
            server.io.onConnection(socket -> socket.on("block", () -> {
                heard.add(Thread.currentThread().getName());
                release.await();
            }));
            for (var i = 0; i < 5; i++) {
                server.connect().send("2[\"block\"]");
            }

            await().untilAsserted(() -> {
                server.advance(Duration.ofMillis(1));
                assertThat(heard).hasSize(3);
            });
            assertThat(heard).doesNotHaveDuplicates();
            release.countDown();
            await().untilAsserted(() -> assertThat(heard).hasSize(5));
        }
    }

    @Test
    void handlerMayWaitForTheAcknowledgementOfItsOwnSocket() {
        try (var server = server(HandlerExecutor.pool(1))) {
            server.io.onConnection(socket -> socket.on("go", () -> {
                var answer = socket.emitWithAck("ask").get(10, TimeUnit.SECONDS);
                heard.add(answer.get(0, String.class));
            }));
            var client = server.connect().send("2[\"go\"]");

            await().untilAsserted(() -> assertThat(client.channel.texts()).contains("420[\"ask\"]"));
            client.send("30[\"yes\"]");

            await().untilAsserted(() -> assertThat(heard).containsExactly("yes"));
        }
    }

    @Test
    void foreignExecutorIsUsedAndNotEnded() {
        Deque<Runnable> tasks = new ArrayDeque<>();
        try (var server = server(HandlerExecutor.of(tasks::add))) {
            server.io.onConnection(socket -> {
                heard.add("connected");
                socket.onDisconnect(reason -> heard.add("gone"));
            });
            var client = server.connect();
            assertThat(heard).isEmpty();

            tasks.remove().run();

            assertThat(heard).containsExactly("connected");
            client.leave();
            tasks.remove().run();
            assertThat(heard).containsExactly("connected", "gone");
            assertThat(tasks).isEmpty();
        }
    }

    @Test
    void noThreadIsWokenForAnEndThatNobodyWantsToHearOf() {
        Deque<Runnable> tasks = new ArrayDeque<>();
        try (var server = server(HandlerExecutor.of(tasks::add))) {
            var sockets = new ArrayList<Socket>();
            server.io.onConnection(sockets::add);
            var client = server.connect();
            tasks.remove().run();

            client.leave();

            assertThat(tasks).isEmpty();
            assertThat(sockets).singleElement().matches(socket -> !socket.connected());
            assertThat(sockets.get(0).rooms()).isEmpty();
            assertThat(server.io.sockets()).isEmpty();
        }
    }

    @Test
    void executorThatFailsIsTakenForOneThatRejects() {
        var broken = new AtomicBoolean();
        var executor = HandlerExecutor.of(task -> {
            if (broken.get()) {
                throw new IllegalStateException("broken");
            }
            task.run();
        });
        try (var server = server(executor)) {
            for (var name : List.of("/", "/a", "/b")) {
                server.io.of(name).onConnection(socket -> socket.onDisconnect(reason -> heard.add(name)));
            }
            var client = server.connect().join("/a").join("/b");
            broken.set(true);

            client.leave();

            await().untilAsserted(() -> assertThat(heard).containsExactlyInAnyOrder("/", "/a", "/b"));
            assertThat(server.io.sockets()).isEmpty();
            assertThat(server.io.of("/b").sockets()).isEmpty();
            assertThat(server.io.lanes().size()).isZero();
            assertThat(server.errors).extracting(ServerError::kind).containsOnly(ServerError.Kind.EXECUTOR);
        }
    }

    @Test
    void executorThatFailsBehindATaskHasItRunOnce() {
        var broken = new AtomicBoolean();
        Deque<Runnable> late = new ArrayDeque<>();
        var executor = HandlerExecutor.of(task -> {
            if (broken.get()) {
                late.add(task);
            }
            task.run();
            if (broken.get()) {
                throw new IllegalStateException("broken");
            }
        });
        try (var server = server(executor)) {
            server.io.onConnection(socket -> socket.on("x", int.class, heard::add));
            var client = server.connect();
            broken.set(true);

            client.send("2[\"x\",1]").send("2[\"x\",2]");
            late.forEach(Runnable::run);

            assertThat(heard).containsExactly(1, 2);
            assertThat(client.closed()).isFalse();
            assertThat(server.errors).isEmpty();
        }
    }

    @Test
    void executorThatRejectsCostsTheConnectionAndIsReportedOnce() {
        var full = new AtomicBoolean();
        try (var server = server(HandlerExecutor.of(rejecting(full)))) {
            server.io.onConnection(socket -> {
                socket.on("x", () -> heard.add("x"));
                socket.onDisconnecting(reason -> heard.add("disconnecting"));
                socket.onDisconnect(reason -> heard.add(reason));
            });
            var client = server.connect();
            full.set(true);

            client.send("2[\"x\"]");

            assertThat(client.closed()).isTrue();
            assertThat(server.io.sockets()).isEmpty();
            assertThat(server.errors).extracting(ServerError::kind).containsExactly(ServerError.Kind.EXECUTOR);
            await().untilAsserted(
                            () -> assertThat(heard).containsExactly("disconnecting", DisconnectReason.FORCED_CLOSE));
        }
    }

    @Test
    void clientWhoseHandlersAreRejectedFromTheBeginningLeavesNothing() {
        var full = new AtomicBoolean(true);
        try (var server = server(HandlerExecutor.of(rejecting(full)))) {
            server.io.onConnection(socket -> heard.add("connected"));
            server.io.of("/guarded").use(socket -> heard.add("asked"));
            server.io.of((name, handshake) -> heard.add("matched"));

            assertThat(server.open().send("0").closed()).isTrue();
            assertThat(server.open().send("0/guarded,").closed()).isTrue();
            assertThat(server.open().send("0/dynamic,").closed()).isTrue();

            await().untilAsserted(() -> assertThat(server.errors).hasSize(3));
            assertThat(server.errors).extracting(ServerError::kind).containsOnly(ServerError.Kind.EXECUTOR);
        }
        assertThat(heard).isEmpty();
    }

    private static Executor rejecting(AtomicBoolean full) {
        return task -> {
            if (full.get()) {
                throw new RejectedExecutionException("full");
            }
            task.run();
        };
    }

    @Test
    void closingDoesNotWaitForHandlersThatWereRejected() {
        var full = new AtomicBoolean();
        var server = new TestServer(builder -> builder.engine(engine -> engine.shutdownGrace(Duration.ofHours(1)))
                .handlerExecutor(HandlerExecutor.of(rejecting(full))));
        server.io.onConnection(socket -> socket.onDisconnect(heard::add));
        server.connect();
        full.set(true);

        assertThat(server.io.close()).succeedsWithin(Duration.ofSeconds(10));

        assertThat(heard).containsExactly(DisconnectReason.SERVER_SHUTTING_DOWN);
    }

    @Test
    void handlersOnTheLaneRunBeforeTheMessageIsDone() {
        try (var server = server(HandlerExecutor.io())) {
            server.io.onConnection(
                    socket -> socket.on("x", () -> heard.add(server.host.lane().inLane())));

            server.connect().send("2[\"x\"]");

            assertThat(heard).containsExactly(true);
        }
    }
}
