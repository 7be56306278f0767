package dev.sockeye.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.sockeye.engineio.netty.EventLoops;
import dev.sockeye.engineio.protocol.Handshake;
import dev.sockeye.engineio.protocol.Message;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who runs connections, how they end, and what is left of them. */
final class LifecycleTest {
    private static final EngineClientOptions WEBSOCKET =
            EngineClientOptions.builder().transports("websocket").build();

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("sockeye-client"))
                .toList();
    }

    @BeforeEach
    void nothingIsLeftOfOtherTests() {
        await().until(() -> threads().isEmpty());
    }

    @Test
    void theSharedClientLeavesNoThread() {
        try (var server = EchoServer.start()) {
            var told = new Recording();
            var engine = EngineClient.shared().open(server.uri(), EngineClientOptions.defaults(), told);
            engine.send(List.of(Message.text("a")));
            assertThat(told.awaitText()).isEqualTo("a");
            assertThat(threads()).isNotEmpty();
            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().startsWith("sockeye-client")))
                    .allMatch(Thread::isDaemon);

            engine.close();
            told.awaitClose();

            await().until(() -> threads().isEmpty());
            await().until(() -> server.host.connections() == 0);
        }
    }

    @Test
    void theSharedClientIsThereAgainWhenItIsNeededAgain() {
        try (var server = EchoServer.start()) {
            for (var i = 0; i < 20; i++) {
                var told = new Recording();
                var engine = EngineClient.shared().open(server.uri(), WEBSOCKET, told);
                engine.send(List.of(Message.text("a")));
                assertThat(told.awaitText()).isEqualTo("a");
                engine.close();
                told.awaitClose();
            }
        }
    }

    @Test
    void aLeaseKeepsTheLoopsForTimers() {
        var ran = new CompletableFuture<Boolean>();
        try (var lease = EngineClient.shared().lease()) {
            lease.lane().schedule(() -> ran.complete(lease.lane().inLane()), Duration.ofMillis(50));
            assertThat(Recording.get(ran)).isTrue();
        }
        await().until(() -> threads().isEmpty());
    }

    @Test
    void aLaneWithoutALeaseLivesForAMoment() {
        var ran = new CompletableFuture<Boolean>();
        EngineClient.shared().lane().execute(() -> ran.complete(true));

        assertThat(Recording.get(ran)).isTrue();
        await().until(() -> threads().isEmpty());
    }

    @Test
    void connectionsMayShareALane() {
        try (var server = EchoServer.start();
                var client = EngineClient.start(true, 4);
                var lease = client.lease()) {
            for (var i = 0; i < 8; i++) {
                var told = new Recording();
                var engine = client.open(lease.lane(), server.uri(), WEBSOCKET, told);
                told.awaitOpen();
                assertThat(engine.lane()).isSameAs(lease.lane());
            }
            try (var other = EngineClient.start(true, 1);
                    var foreign = other.lease()) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> client.open(foreign.lane(), server.uri(), WEBSOCKET, new Recording()))
                        .withMessageStartingWith("lane: ");
            }
        }
    }

    @Test
    void loopsOfTheApplicationAreNotEnded() {
        var loops = EventLoops.start("mine", 1, true);
        try (var server = EchoServer.start(options -> options, host -> host.loops(loops), "http")) {
            var told = new Recording();
            try (var client = EngineClient.of(loops)) {
                var engine = client.open(server.uri(), EngineClientOptions.defaults(), told);
                engine.send(List.of(Message.text("a")));
                assertThat(told.awaitText()).isEqualTo("a");
                assertThat(threads().stream().filter(name -> !name.contains("names")))
                        .isEmpty();
            }
            assertThat(told.awaitClose().reason()).isEqualTo(CloseReason.FORCED_CLOSE);
            assertThat(loops.group().isShuttingDown()).isFalse();
        }
        loops.close().join();
    }

    @Test
    void connectionsOnLoopsThatEndAreToldSo() throws Exception {
        var loops = EventLoops.start("mine", 1, true);
        try (var server = EchoServer.start()) {
            var open = new Recording();
            var client = EngineClient.of(loops);
            client.open(server.uri(), WEBSOCKET, open);
            open.awaitOpen();
            var opening = new Recording();
            client.open(URI.create("http://nobody.invalid"), WEBSOCKET, opening);

            loops.close().join();

            // A loop may end before its channels can say so; who then tells is not on it.
            assertThat(Recording.get(open.closed).reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
            assertThat(Recording.get(opening.closed).reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
        }
    }

    @Test
    void aConnectionThatBeginsWhileItsLoopEndsIsToldSo() throws Exception {
        for (var round = 0; round < 20; round++) {
            var loops = EventLoops.start("mine", 1, true);
            var told = new Recording();
            var busy = new CountDownLatch(1);
            loops.group().execute(() -> {
                try {
                    busy.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            EngineClient.of(loops).open(URI.create("http://localhost:1"), WEBSOCKET, told);
            var ended = loops.close();
            busy.countDown();
            ended.join();

            assertThat(Recording.get(told.closed).reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
        }
    }

    @Test
    void closingAClientClosesItsConnectionsAndEndsItsThreads() {
        try (var server = EchoServer.start()) {
            var client = EngineClient.start(true, 2);
            var polling = new Recording();
            client.open(
                    server.uri(),
                    EngineClientOptions.builder().transports("polling").build(),
                    polling);
            var webSocket = new Recording();
            client.open(server.uri(), WEBSOCKET, webSocket);
            polling.awaitOpen();
            webSocket.awaitOpen();

            client.close();

            assertThat(polling.awaitClose().reason()).isEqualTo(CloseReason.FORCED_CLOSE);
            assertThat(webSocket.awaitClose().reason()).isEqualTo(CloseReason.FORCED_CLOSE);
            // A thread is there for a moment after its last task.
            await().until(() -> threads().stream().allMatch(name -> name.contains("names")));
            assertThatIllegalStateException()
                    .isThrownBy(() -> client.open(server.uri(), WEBSOCKET, new Recording()))
                    .withMessage("client: closed (expected: open)");
            await().until(() -> server.engine.sessionCount() == 0);
            client.close();
        }
    }

    @Test
    void closingAConnectionThatOpensLeavesNoSession() {
        try (var server = EchoServer.start()) {
            for (var transport : List.of("polling", "websocket")) {
                for (var round = 0; round < 50; round++) {
                    var told = new Recording();
                    var engine = EngineClient.shared()
                            .open(
                                    server.uri(),
                                    EngineClientOptions.builder()
                                            .transports(transport)
                                            .build(),
                                    told);
                    for (var i = 0; i < 400 * round; i++) {
                        Thread.onSpinWait();
                    }
                    engine.close();
                    engine.close();
                    assertThat(told.awaitClose().reason()).isEqualTo(CloseReason.FORCED_CLOSE);
                }
            }
            await().until(() -> server.engine.sessionCount() == 0);
            await().until(() -> threads().isEmpty());
        }
    }

    @Test
    void theEndMayBeAskedForWhileTheListenerIsCalled() {
        try (var server = EchoServer.start()) {
            for (var transport : List.of("polling", "websocket")) {
                var told = new Recording() {
                    @Override
                    public void onOpen(Engine engine, Handshake handshake) {
                        super.onOpen(engine, handshake);
                        engine.send(List.of(Message.text("a"), Message.text("b")));
                    }

                    @Override
                    public void onMessage(Message message) {
                        super.onMessage(message);
                        Recording.get(opened);
                        engine().abort(CloseReason.PARSE_ERROR);
                        engine().send(List.of(message));
                        engine().close();
                    }
                };
                EngineClient.shared()
                        .open(
                                server.uri(),
                                EngineClientOptions.builder()
                                        .transports(transport)
                                        .build(),
                                told);

                assertThat(told.awaitClose().reason()).isEqualTo(CloseReason.PARSE_ERROR);
                assertThat(told.messages).containsExactly(Message.text("a"));
            }
        }
    }

    @Test
    void aListenerThatFailsEndsItsConnectionOnly() {
        try (var server = EchoServer.start();
                var client = EngineClient.start(true, 1)) {
            var good = new Recording();
            var engine = client.open(server.uri(), WEBSOCKET, good);
            good.awaitOpen();
            var bad = new Recording() {
                @Override
                public void onOpen(Engine opening, Handshake handshake) {
                    super.onOpen(opening, handshake);
                    throw new IllegalStateException("a test's listener fails");
                }
            };
            client.open(server.uri(), EngineClientOptions.defaults(), bad);

            assertThat(bad.awaitClose().reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
            engine.send(List.of(Message.text("still here")));
            assertThat(good.awaitText()).isEqualTo("still here");
        }
    }

    @Test
    void aServerThatGoesIsToldAtOnce() {
        try (var client = EngineClient.start(true, 1)) {
            var server = EchoServer.start();
            var polling = new Recording();
            client.open(
                    server.uri(),
                    EngineClientOptions.builder().transports("polling").build(),
                    polling);
            var webSocket = new Recording();
            client.open(server.uri(), WEBSOCKET, webSocket);
            polling.awaitOpen();
            webSocket.awaitOpen();

            server.close();

            assertThat(webSocket.awaitClose().reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
            assertThat(polling.awaitClose().reason()).isIn(CloseReason.TRANSPORT_CLOSE, CloseReason.TRANSPORT_ERROR);
        }
    }

    @Test
    void messagesOfManyThreadsKeepTheOrderOfEach() throws Exception {
        try (var server = EchoServer.start();
                var client = EngineClient.start(true, 1)) {
            var told = new Recording();
            var engine = client.open(server.uri(), EngineClientOptions.defaults(), told);
            var done = new CountDownLatch(4);
            for (var t = 0; t < 4; t++) {
                var name = Integer.toString(t);
                new Thread(() -> {
                            for (var i = 0; i < 500; i++) {
                                engine.send(List.of(Message.text(name + " " + i)));
                            }
                            done.countDown();
                        })
                        .start();
            }
            done.await();

            var next = new int[4];
            for (var i = 0; i < 2000; i++) {
                var parts = told.awaitText().split(" ");
                assertThat(Integer.parseInt(parts[1])).isEqualTo(next[Integer.parseInt(parts[0])]++);
            }
            await().until(() -> engine.pendingBytes() == 0);
        }
    }
}
