package dev.sockeye.socketio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sockeye.engineio.netty.EventLoops;
import dev.sockeye.socketio.server.SocketIoServer;
import dev.sockeye.testkit.RawClosedException;
import dev.sockeye.testkit.RawConnection;
import dev.sockeye.testkit.RawHttp;
import dev.sockeye.testkit.RawWebSocket;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private final ToyHandler handler = new ToyHandler();

    @Test
    void leavesNoThreadAndNoPortBehind() {
        var host = NettyHost.builder(handler).host("127.0.0.1").bind();
        var port = host.port();
        try (var http = RawHttp.connect(port);
                var webSocket = RawWebSocket.open(port, "/toy/ws")) {
            assertThat(http.get("/toy").response().status()).isEqualTo(200);
            var closed = host.closeAsync();
            assertThat(webSocket.closeCode()).isEqualTo(1001);
            webSocket.send(dev.sockeye.testkit.RawFrame.close(1001));
            assertThat(http.connection().closesWithin(Duration.ofSeconds(2))).isTrue();
            assertThat(closed).succeedsWithin(Duration.ofSeconds(3));
        }
        host.close();
        assertThat(host.closeAsync()).isCompleted();
        // Whoever told of the end takes a moment to end itself.
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("sockeye-")));
        assertThatThrownBy(() -> RawConnection.connect(port)).isInstanceOf(RawClosedException.class);
        try (var again = NettyHost.builder(handler).host("127.0.0.1").port(port).bind();
                var client = RawHttp.connect(port)) {
            assertThat(client.get("/toy").response().status()).isEqualTo(200);
            assertThat(again.address().getPort()).isEqualTo(port);
        }
    }

    @Test
    void answersWhatIsOpenBeforeItEnds() {
        var host = NettyHost.builder(handler).host("127.0.0.1").threads(1).bind();
        try (var answered = RawHttp.connect(host.port());
                var cut = RawHttp.connect(host.port())) {
            answered.get("/toy/hold");
            await().until(() -> handler.held.size() == 1);
            cut.get("/toy/hold");
            await().until(() -> handler.held.size() == 2);
            var closed = host.closeAsync();
            handler.held.remove().respond(ToyHandler.text("in time", false));

            var answer = answered.response();
            assertThat(answer.text()).isEqualTo("in time");
            assertThat(answer.header("Connection")).contains("close");
            assertThat(cut.response().status()).isEqualTo(503);
            assertThat(closed).succeedsWithin(Duration.ofSeconds(7));
            assertThat(handler.events).contains("aborted");
        }
    }

    @Test
    void letsSessionsEndFirst() {
        var before = new CompletableFuture<Void>();
        var host = NettyHost.builder(handler)
                .host("127.0.0.1")
                .threads(1)
                .beforeClose(() -> before)
                .bind();
        try (var client = RawHttp.connect(host.port()).get("/toy/hold");
                var late = RawHttp.connect(host.port())) {
            await().until(() -> !handler.held.isEmpty());
            assertThat(late.get("/toy").response().status()).isEqualTo(200);
            var closed = host.closeAsync();
            assertThat(client.silentFor(Duration.ofMillis(700))).isTrue();
            assertThat(late.get("/toy").response().status()).isEqualTo(200);
            handler.held.remove().respond(ToyHandler.text("session ended", false));
            before.complete(null);

            assertThat(client.response().text()).isEqualTo("session ended");
            assertThat(late.connection().closesWithin(Duration.ofSeconds(1))).isTrue();
            assertThat(closed).succeedsWithin(Duration.ofSeconds(2));
        }
    }

    @Test
    void givesSessionsTheirClosePacketWithTheNextPoll() {
        var io = SocketIoServer.builder().build();
        var host = NettyHost.builder(io)
                .host("127.0.0.1")
                .threads(1)
                .beforeClose(io::close)
                .bind();
        try (var polling = RawHttp.connect(host.port());
                var stranger = RawHttp.connect(host.port())) {
            var open = polling.get("/socket.io/?EIO=4&transport=polling")
                    .response()
                    .text();
            var session = "/socket.io/?EIO=4&transport=polling&sid=" + open.split("\"", 5)[3];
            assertThat(polling.post(session, "40").response().status()).isEqualTo(200);
            assertThat(polling.get(session).response().text()).startsWith("40{");
            assertThat(stranger.get("/none").response().status()).isEqualTo(404);

            // Nothing is asked of the server at this moment.
            var closed = host.closeAsync();
            assertThat(polling.silentFor(Duration.ofMillis(200))).isTrue();
            // Many a client makes each request on a connection of its own.
            assertThat(fresh(host, session.replace("sid=", "sid=x"))).isEqualTo(400);
            assertThat(stranger.get("/socket.io/?EIO=4&transport=polling")
                            .response()
                            .status())
                    .isEqualTo(503);
            assertThat(polling.get(session).response().text()).endsWith("1");
            polling.connection().reset();
            stranger.connection().reset();

            assertThat(closed).succeedsWithin(Duration.ofSeconds(1));
        }
    }

    @Test
    void cutsWhatOutlivesTheGracePeriod() {
        var host = NettyHost.builder(handler)
                .host("127.0.0.1")
                .threads(1)
                .grace(Duration.ofMillis(300))
                .bind();
        try (var webSocket = RawWebSocket.open(host.port(), "/toy/ws")) {
            host.close();
            assertThat(webSocket.closeCode()).isEqualTo(1001);
            assertThat(webSocket.connection().closesWithin(Duration.ofSeconds(1)))
                    .isTrue();
        }
    }

    @Test
    void peersThatIgnoreTheEndDoNotHoldItUp() {
        var io = SocketIoServer.builder().build();
        var host = NettyHost.builder(io)
                .host("127.0.0.1")
                .threads(1)
                .beforeClose(io::close)
                .bind();
        try (var silent = RawWebSocket.open(host.port(), "/socket.io/?EIO=4&transport=websocket");
                var half = RawConnection.connect(host.port());
                var polling = RawHttp.connect(host.port())) {
            var sid = polling.get("/socket.io/?EIO=4&transport=polling")
                    .response()
                    .text()
                    .replaceAll(".*\"sid\":\"([^\"]+)\".*", "$1");
            half.send("POST /socket.io/?EIO=4&transport=polling&sid=" + sid
                    + " HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n40");
            await().until(() -> host.connections() == 3);
            var begun = System.nanoTime();

            host.close();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(3_500));
            assertThat(io.close()).succeedsWithin(Duration.ofSeconds(1));
            assertThat(silent.closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void sharesLoopsWithOthers() throws Exception {
        var loops = EventLoops.start("shared", 2, true);
        var first = NettyHost.builder(handler).host("127.0.0.1").loops(loops).bind();
        var second = NettyHost.builder(handler)
                .host("127.0.0.1")
                .loops(loops.group())
                .bind();
        try (var client = RawHttp.connect(second.port())) {
            first.close();
            assertThat(client.get("/toy").response().status()).isEqualTo(200);
        }
        second.close();
        assertThat(loops.group().isShuttingDown()).isFalse();
        loops.close().get(5, TimeUnit.SECONDS);
    }

    @Test
    void whoWaitsForTheEndMayBlock() throws Exception {
        var io = SocketIoServer.builder().build();
        var loops = EventLoops.start("shared", 1, true);
        var host = NettyHost.builder(io).host("127.0.0.1").loops(loops).bind();
        try (var client = RawWebSocket.open(host.port(), "/socket.io/?EIO=4&transport=websocket")) {
            client.send("40");
            await().until(() -> io.sockets().size() == 1);

            var drained = io.drain(Duration.ofMillis(300)).done().thenApply(done -> Thread.currentThread());
            assertThat(drained)
                    .succeedsWithin(Duration.ofSeconds(5))
                    .isNotInstanceOf(FastThreadLocalThread.class)
                    .isNotSameAs(Thread.currentThread());
        }
        try (var client = RawHttp.connect(host.port()).get("/socket.io/?EIO=4&transport=polling")) {
            var closed = host.closeAsync().thenApply(done -> Thread.currentThread());
            assertThat(closed).succeedsWithin(Duration.ofSeconds(5)).isNotInstanceOf(FastThreadLocalThread.class);
            assertThat(client.connection()).isNotNull();
        }
        loops.close().get(5, TimeUnit.SECONDS);
    }

    @Test
    void endsThoughAllThreadsOfTheCommonPoolWait() {
        var held = new CountDownLatch(1);
        var pool = ForkJoinPool.commonPool();
        try {
            for (var i = 0; i < pool.getParallelism(); i++) {
                pool.execute(() -> {
                    try {
                        held.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            var io = SocketIoServer.builder().build();
            var host = NettyHost.builder(io).host("127.0.0.1").bind();
            try (var client = RawWebSocket.open(host.port(), "/socket.io/?EIO=4&transport=websocket")) {
                client.send("40");
                await().until(() -> io.sockets().size() == 1);

                assertThat(host.closeAsync()).succeedsWithin(Duration.ofSeconds(10));
                assertThat(io.close()).succeedsWithin(Duration.ofSeconds(5));
            }
        } finally {
            held.countDown();
        }
    }

    @Test
    void refusesAPortThatIsTaken() {
        try (var host = NettyHost.builder(handler).host("127.0.0.1").bind()) {
            var builder = NettyHost.builder(handler).host("127.0.0.1").port(host.port());
            assertThatThrownBy(builder::bind).isInstanceOf(UncheckedIOException.class);
        }
        assertThatThrownBy(() -> NettyHost.builder(handler).port(65536)).hasMessageContaining("port: 65536");
    }

    @Test
    void closesFromAnEventLoopWithoutWaitingForItself() {
        var host = NettyHost.builder(handler).host("127.0.0.1").threads(1).bind();
        try (var client = RawHttp.connect(host.port()).get("/toy/hold")) {
            await().until(() -> !handler.held.isEmpty());
            var exchange = handler.held.remove();
            exchange.lane().execute(() -> {
                host.close();
                exchange.respond(ToyHandler.text("closing", false));
            });
            assertThat(client.response().text()).isEqualTo("closing");
        }
        assertThat(host.closeAsync()).succeedsWithin(Duration.ofSeconds(7));
    }

    @Test
    void givesTheRestToTheFallback() {
        var other = new dev.sockeye.engineio.server.host.HttpHandler() {
            @Override
            public boolean matches(String rawTarget) {
                return rawTarget.startsWith("/page");
            }

            @Override
            public void handle(dev.sockeye.engineio.server.host.HttpExchange exchange) {
                exchange.respond(ToyHandler.text("page", false));
            }
        };
        try (var host = NettyHost.builder(handler)
                        .host("127.0.0.1")
                        .fallback(other)
                        .bind();
                var client = RawHttp.connect(host.port())) {
            assertThat(client.get("/page").response().text()).isEqualTo("page");
            assertThat(client.get("/none").response().status()).isEqualTo(404);
            assertThat(client.get("/toy").response().text()).isEqualTo("toy /toy");
        }
    }

    private static int fresh(NettyHost host, String target) {
        try (var client = RawHttp.connect(host.port())) {
            return client.get(target).response().status();
        }
    }
}
