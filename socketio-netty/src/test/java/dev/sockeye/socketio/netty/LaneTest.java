package dev.sockeye.socketio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sockeye.engineio.netty.EventLoops;
import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.engineio.server.host.WebSocketOptions;
import dev.sockeye.testkit.RawConnection;
import dev.sockeye.testkit.RawFrame;
import dev.sockeye.testkit.RawHttp;
import dev.sockeye.testkit.RawWebSocket;
import io.netty.channel.epoll.Epoll;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneTest {
    private static final String HANDSHAKE =
            "GET /toy/ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + RawWebSocket.KEY + "\r\n\r\n";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void movesWebSocketsToTheLoopOfTheirSession(boolean epoll) throws Exception {
        assumeTrue(!epoll || Epoll.isAvailable(), "needs epoll");
        var loops = epoll ? EventLoops.start("lane-test", 3, true) : EventLoops.startNio("lane-test", 3, true);
        var handler = new ToyHandler();
        handler.options = new WebSocketOptions(1_000_000, false, 0);
        try (var host =
                NettyHost.builder(handler).host("127.0.0.1").loops(loops).bind()) {
            handler.lane = laneOf(host, handler);
            var pool = Executors.newFixedThreadPool(4);
            try {
                var runs = new ArrayList<java.util.concurrent.Future<?>>();
                for (var i = 0; i < 4; i++) {
                    runs.add(pool.submit(() -> echoMuch(host.port())));
                }
                for (var run : runs) {
                    run.get(60, TimeUnit.SECONDS);
                }
            } finally {
                pool.shutdown();
            }
            await().untilAsserted(() -> assertThat(host.connections()).isZero());
            assertThat(new HashSet<>(handler.events)).doesNotContain("wrong lane");
            assertThat(handler.events.stream().filter(event -> event.startsWith("close ")))
                    .hasSize(4 * 50);
        } finally {
            loops.close().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void answersEachOfManyWebSocketsThatMoveAtOnceForItsKey() throws Exception {
        var loops = EventLoops.start("lane-test", 3, true);
        var handler = new ToyHandler();
        try (var host =
                NettyHost.builder(handler).host("127.0.0.1").loops(loops).bind()) {
            handler.lane = laneOf(host, handler);
            var target = URI.create("ws://127.0.0.1:" + host.port() + "/toy/ws");
            // It makes keys at random, and checks the answers.
            var client = HttpClient.newHttpClient();

            var opened = Stream.generate(
                            () -> client.newWebSocketBuilder().buildAsync(target, new WebSocket.Listener() {}))
                    .limit(100)
                    .toList();

            for (var webSocket : opened) {
                assertThat(webSocket).succeedsWithin(Duration.ofSeconds(30)).satisfies(WebSocket::abort);
            }
        } finally {
            loops.close().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void losesWebSocketsOnTheirWayWithoutATrace() {
        var handler = new ToyHandler();
        try (var host = NettyHost.builder(handler).host("127.0.0.1").threads(3).bind()) {
            handler.lane = laneOf(host, handler);
            for (var i = 0; i < 200; i++) {
                var connection = RawConnection.connect(host.port());
                connection.send(HANDSHAKE);
                connection.reset();
            }
            await().untilAsserted(() -> assertThat(host.connections()).isZero());
            // Connections that are not accepted yet are not counted either, so both numbers may still grow.
            await().untilAsserted(() -> assertThat(count(handler, "close ")).isEqualTo(count(handler, "GET /toy/ws")));
            assertThat(handler.events).doesNotContain("wrong lane");
        }
    }

    private static long count(ToyHandler handler, String prefix) {
        return handler.events.stream().filter(event -> event.startsWith(prefix)).count();
    }

    @Test
    void answersAHandshakeOnlyWhereItsSessionIs() throws Exception {
        var handler = new ToyHandler();
        var busy = new CountDownLatch(1);
        try (var host = NettyHost.builder(handler).host("127.0.0.1").threads(3).bind()) {
            // Connections go round: the first one's loop is neither that of the next one nor the listening one.
            var session = laneOf(host, handler);
            handler.lane = session;
            try (var connection = RawConnection.connect(host.port())) {
                session.execute(() -> hold(busy));
                connection.send(concat(HANDSHAKE, RawFrame.text("early").encode()));
                await().until(() -> handler.events.contains("GET /toy/ws"));
                assertThat(handler.lanes.element().equals(session)).isFalse();
                assertThat(connection.stirsWithin(Duration.ofMillis(300))).isFalse();

                busy.countDown();

                assertThat(connection.readLine()).startsWith("HTTP/1.1 101 ");
                for (var line = connection.readLine(); !line.isEmpty(); ) {
                    line = connection.readLine();
                }
                assertThat(connection.read(7)).startsWith((byte) 0x81, (byte) 5).endsWith('e', 'a', 'r', 'l', 'y');
            } finally {
                busy.countDown();
            }
            await().untilAsserted(() -> assertThat(handler.events).contains("close 1006"));
            assertThat(handler.events).doesNotContain("wrong lane");
        }
    }

    @Test
    void handsOverToALaneThatIsNoEventLoop() {
        var thread = Executors.newSingleThreadScheduledExecutor();
        var handler = new ToyHandler();
        handler.lane = new ThreadLane(thread);
        try (var host = NettyHost.builder(handler).host("127.0.0.1").threads(1).bind()) {
            try (var client = RawWebSocket.open(host.port(), "/toy/ws")) {
                for (var i = 0; i < 100; i++) {
                    client.send("message " + i);
                    assertThat(client.next().text()).isEqualTo("message " + i);
                }
                client.send(RawFrame.close(1000));
                assertThat(client.closeCode()).isEqualTo(1000);
            }
            await().untilAsserted(() -> assertThat(handler.events).contains("close 1000"));
            assertThat(handler.events).doesNotContain("wrong lane");
        } finally {
            thread.shutdown();
        }
    }

    private static Lane laneOf(NettyHost host, ToyHandler handler) {
        try (var client = RawHttp.connect(host.port())) {
            client.get("/toy/hold");
            await().until(() -> !handler.held.isEmpty());
            var exchange = handler.held.remove();
            exchange.respond(ToyHandler.text("", false));
            client.response();
            return exchange.lane();
        }
    }

    private static byte[] concat(String head, byte[] tail) {
        var bytes = Arrays.copyOf(head.getBytes(StandardCharsets.ISO_8859_1), head.length() + tail.length);
        System.arraycopy(tail, 0, bytes, head.length(), tail.length);
        return bytes;
    }

    private static void hold(CountDownLatch end) {
        try {
            assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void echoMuch(int port) {
        for (var i = 0; i < 50; i++) {
            try (var client = RawWebSocket.open(port, "/toy/ws")) {
                var size = i % 10 == 0 ? 200_000 : 100;
                for (var j = 0; j < 5; j++) {
                    client.send("m".repeat(size) + j);
                }
                for (var j = 0; j < 5; j++) {
                    assertThat(client.next().text()).hasSize(size + 1).endsWith("" + j);
                }
                client.send(RawFrame.close(1000));
                assertThat(client.closeCode()).isEqualTo(1000);
            }
        }
    }

    /** A lane on a thread of its own. */
    private static final class ThreadLane implements Lane {
        private final ScheduledExecutorService executor;
        private final Thread thread;

        ThreadLane(ScheduledExecutorService executor) {
            this.executor = executor;
            try {
                this.thread = executor.submit(Thread::currentThread).get();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void execute(Runnable task) {
            executor.execute(task);
        }

        @Override
        public boolean inLane() {
            return Thread.currentThread().equals(thread);
        }

        @Override
        public Cancellable schedule(Runnable task, Duration delay) {
            var timer = executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> timer.cancel(false);
        }
    }
}
