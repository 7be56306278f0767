package dev.sockeye.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.socketio.events.AckException;
import dev.sockeye.socketio.events.HandlerExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What several threads do at once, over real sockets. */
@Timeout(60)
final class RaceTest {
    private static ClientOptions webSocket() {
        return RealServer.options(ClientProtocol.V5, "websocket").build();
    }

    private static void parallel(int threads, IntTask task) throws InterruptedException {
        var start = new CountDownLatch(1);
        var all = new ArrayList<Thread>();
        for (var i = 0; i < threads; i++) {
            var number = i;
            var thread = new Thread(() -> {
                try {
                    start.await();
                    task.run(number);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            thread.start();
            all.add(thread);
        }
        start.countDown();
        for (var thread : all) {
            thread.join();
        }
    }

    private interface IntTask {
        void run(int number) throws InterruptedException;
    }

    @RepeatedTest(5)
    void eventsOfEachThreadComeInTheirOrder() throws Exception {
        try (var server = new RealServer()) {
            var received = new ConcurrentLinkedQueue<int[]>();
            server.io.onConnection(socket ->
                    socket.on("n", int.class, int.class, (thread, n) -> received.add(new int[] {thread, n})));
            var socket = server.client.socket(server.uri(), webSocket());

            // Some before the connection, some while it comes up, some afterwards.
            parallel(4, thread -> {
                for (var n = 0; n < 500; n++) {
                    socket.emit("n", thread, n);
                }
            });

            await().until(() -> received.size() == 2000);
            var last = new int[] {-1, -1, -1, -1};
            for (var each : received) {
                assertThat(each[1]).isEqualTo(++last[each[0]]);
            }
        }
    }

    @RepeatedTest(5)
    void connectingAndDisconnectingAtOnceEndsInOneState() throws Exception {
        try (var server = new RealServer()) {
            var socket = server.client.socket(server.uri(), webSocket());
            var chat = server.client.socket(server.uri() + "/chat", webSocket());
            server.io.of("/chat");
            parallel(4, thread -> {
                for (var i = 0; i < 50; i++) {
                    if (thread % 2 == 0) {
                        socket.connect();
                        chat.disconnect();
                    } else {
                        socket.disconnect();
                        chat.connect();
                    }
                }
            });
            socket.disconnect();
            chat.connect().orTimeout(10, TimeUnit.SECONDS).join();

            await().untilAsserted(() -> {
                assertThat(server.io.sockets()).isEmpty();
                assertThat(server.io.of("/chat").sockets()).hasSize(1);
            });
            assertThat(socket.connected()).isFalse();
            assertThat(chat.connected()).isTrue();
        }
    }

    @Test
    void allAcknowledgementsCompleteWhateverHappens() throws Exception {
        try (var server = new RealServer()) {
            server.io.onConnection(socket -> socket.onRequest("q", int.class, n -> n));
            var socket = server.client.socket(server.uri(), webSocket());
            var answers = new ConcurrentLinkedQueue<CompletableFuture<?>>();
            var done = new AtomicInteger();
            var emitting = new Thread(() -> {
                for (var n = 0; n < 3000; n++) {
                    var expected = n;
                    answers.add(socket.timeout(Duration.ofSeconds(10))
                            .emitWithAck("q", n)
                            .handle((args, failure) -> {
                                if (failure == null) {
                                    assertThat(args.get(0, int.class)).isEqualTo(expected);
                                } else {
                                    assertThat(failure).isInstanceOf(AckException.class);
                                }
                                return done.incrementAndGet();
                            }));
                }
            });
            emitting.start();
            for (var i = 0; i < 10; i++) {
                server.io.disconnectSockets(i % 2 == 0);
                socket.connect().orTimeout(10, TimeUnit.SECONDS).join();
                socket.io().engine().ifPresent(engine -> engine.close());
            }
            emitting.join();
            socket.connect();

            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
            assertThat(done).hasValue(3000);
        }
    }

    @RepeatedTest(20)
    void aManagerThatGoesToRestWhileItIsUsedIsEndedWithItsClient() throws Exception {
        var answers = new ConcurrentLinkedQueue<CompletableFuture<?>>();
        try (var client = SocketIoClient.builder().eventLoops(2).build()) {
            var options = webSocket().toBuilder().autoConnect(false).build();
            var socket = client.socket("http://127.0.0.1:1", options);
            parallel(4, thread -> {
                for (var i = 0; i < 200; i++) {
                    answers.add(socket.emitWithAck("x"));
                }
            });
            client.closeAsync().get(10, TimeUnit.SECONDS);
        }
        assertThat(answers).hasSize(800).allMatch(CompletableFuture::isCompletedExceptionally);
    }

    @Test
    void aHandlerMayWaitForAnAcknowledgementOfItsOwnSocket() {
        try (var server = new RealServer()) {
            server.io.onConnection(socket -> {
                socket.onRequest("q", int.class, n -> n + 1);
                socket.emit("go");
            });
            var got = new CompletableFuture<Integer>();
            var socket = server.client.socket(
                    server.uri(),
                    webSocket(),
                    fresh -> fresh.on(
                            "go",
                            () -> got.complete(fresh.emitWithAck("q", 1).join().get(0, int.class)
                                    + fresh.emitWithAck("q", 2).join().get(0, int.class))));

            assertThat(got.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(5);
            assertThat(socket.connected()).isTrue();
        }
    }

    @Test
    void aSlowHandlerDelaysNoOtherSocket() throws Exception {
        try (var server = new RealServer()) {
            server.io.onConnection(socket -> socket.onRequest("q", () -> 1));
            var release = new CountDownLatch(1);
            var slow = server.client.socket(server.uri(), webSocket());
            slow.onConnect(() -> {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            var quick = server.client.socket(server.uri(), webSocket());

            assertThat(quick.emitWithAck("q").get(10, TimeUnit.SECONDS).get(0, int.class))
                    .isOne();
            release.countDown();
        }
    }

    @Test
    void nothingIsLeftWhenTheLastClientIsClosed() {
        try (var real = new RealServer(builder -> builder.handlerExecutor(HandlerExecutor.io()))) {
            real.client.close();
            var names = List.of("sockeye-client", "sockeye-handler", "sockeye-ack");
            for (var round = 0; round < 3; round++) {
                try (var client = SocketIoClient.builder()
                        .eventLoops(1)
                        .handlerExecutor(HandlerExecutor.pool(4))
                        .build()) {
                    var sockets = new ArrayList<Socket>();
                    for (var i = 0; i < 20; i++) {
                        var socket = client.socket(
                                real.uri(),
                                webSocket().toBuilder().forceNew(true).build());
                        socket.on("x", () -> {});
                        sockets.add(socket);
                    }
                    for (var socket : sockets) {
                        socket.connect().orTimeout(10, TimeUnit.SECONDS).join();
                    }
                    sockets.get(0).disconnect();
                }
                await().untilAsserted(
                                () -> assertThat(Thread.getAllStackTraces().keySet())
                                        .extracting(Thread::getName)
                                        .noneMatch(name -> names.stream().anyMatch(name::startsWith)));
            }
        }
    }
}
