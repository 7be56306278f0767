package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Frame;
import dev.sockeye.socketio.events.HandlerExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackPressureTest {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final TestServer server = new TestServer(builder -> builder.handlerExecutor(HandlerExecutor.of(tasks::add))
            .limits(new SocketIoLimits(100, 100, 10_000, 1_024, 10_000, 1_000, 100_000)));
    private final AtomicInteger handled = new AtomicInteger();

    @AfterEach
    void close() {
        var done = server.io.close();
        runAll();
        server.close();
        assertThat(done).succeedsWithin(Duration.ofSeconds(10));
    }

    private void runAll() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private TestClient client() {
        server.io.onConnection(socket -> socket.on("x", handled::incrementAndGet));
        var client = server.connect();
        runAll();
        return client;
    }

    @Test
    void readingStopsAtAThousandEventsAndGoesOnWhenTheyAreHandled() {
        var client = client();
        for (var i = 0; i < 999; i++) {
            client.send("2[\"x\"]");
        }
        assertThat(client.channel.isReading()).isTrue();

        client.send("2[\"x\"]");
        assertThat(client.channel.isReading()).isFalse();
        runAll();

        assertThat(client.channel.isReading()).isTrue();
        assertThat(handled).hasValue(1_000);
    }

    @Test
    void readingStopsAtSoManyBytes() {
        var client = client();
        client.send("2[\"x\",\"" + "y".repeat(60_000) + "\"]");
        assertThat(client.channel.isReading()).isTrue();

        client.send("2[\"x\",\"" + "y".repeat(60_000) + "\"]");
        assertThat(client.channel.isReading()).isFalse();
        runAll();

        assertThat(client.channel.isReading()).isTrue();
    }

    @Test
    void readingWaitsForTheSlowestOfTheSockets() {
        server.io.of("/chat");
        var client = client().join("/chat");
        for (var i = 0; i < 1_000; i++) {
            client.send("2[\"x\"]", "2/chat,[\"x\"]");
        }
        assertThat(client.channel.isReading()).isFalse();

        tasks.remove().run();
        tasks.remove().run();
        assertThat(client.channel.isReading()).isFalse();
        runAll();

        assertThat(client.channel.isReading()).isTrue();
    }

    @Test
    void whatWaitedForDisconnectedSocketsIsDropped() {
        var client = client();
        for (var i = 0; i < 1_500; i++) {
            client.send("2[\"x\"]");
        }

        server.socket().disconnect();
        runAll();

        assertThat(handled).hasValue(0);
        assertThat(client.channel.isReading()).isTrue();
    }

    @Test
    void whatWaitsDoesNotHoldOnToThePayloadInWhichItCame() {
        List<Integer> held = new ArrayList<>();
        server.io.onConnection(socket -> socket.on("y", Bytes.class, bytes -> held.add(bytes.array().length)));
        var client = client();
        var payload = Bytes.wrap(new byte[100_000]);
        for (var i = 0; i < 10; i++) {
            client.channel.receive(
                    Frame.text("451-[\"y\",{\"_placeholder\":true,\"num\":0}]"),
                    Frame.binary(payload.slice(0, 10), true));
        }
        runAll();

        assertThat(held).hasSize(10);
        assertThat(held.subList(5, 10)).allMatch(size -> size < 1_000);
    }

    @Test
    void pausedClientIsNotTimedOut() {
        var client = client();
        for (var i = 0; i < 1_000; i++) {
            client.send("2[\"x\"]");
        }

        server.advance(Duration.ofMinutes(5));
        assertThat(client.closed()).isFalse();
        runAll();

        assertThat(handled).hasValue(1_000);
    }

    @Test
    void answersOfABatchLeaveTogether() {
        server.io.onConnection(socket -> socket.on("x", int.class, (n, ack) -> ack.send(n)));
        var client = server.connect();
        runAll();
        client.channel.clear();

        client.send("20[\"x\",0]", "21[\"x\",1]", "22[\"x\",2]", "23[\"x\",3]");
        runAll();

        assertThat(client.channel.batches())
                .hasSize(1)
                .first()
                .satisfies(batch -> assertThat(batch).hasSize(4));
    }

    @Test
    void answersDoNotWaitForAHandlerThatTakesItsTime() throws Exception {
        var release = new CountDownLatch(1);
        try (var pooled = new TestServer(builder -> builder.handlerExecutor(HandlerExecutor.pool(1)))) {
            pooled.io.onConnection(socket -> socket.on("x", int.class, (n, ack) -> {
                ack.send(n);
                if (n == 0) {
                    handled.incrementAndGet();
                    release.await();
                }
            }));
            var client = pooled.connect();
            client.send("20[\"x\",0]", "21[\"x\",1]");
            await().until(() -> handled.get() == 1);
            client.received();

            pooled.advance(Duration.ofMillis(4));

            assertThat(client.channel.texts()).contains("430[0]").doesNotContain("431[1]");
            release.countDown();
            await().untilAsserted(() -> assertThat(client.channel.texts()).contains("431[1]"));
        }
    }
}
