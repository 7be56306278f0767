package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.socketio.events.HandlerExecutor;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FloodTest {
    @Test
    void clientThatComesAndGoesIsNotReadWhileItsHandlersAreBehind() {
        var gate = new CountDownLatch(1);
        var connections = new AtomicInteger();
        try (var server = new TestServer(builder -> builder.handlerExecutor(HandlerExecutor.pool(4)))) {
            server.io.onConnection(socket -> {
                connections.incrementAndGet();
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            var client = server.open();
            for (var i = 0; i < 99; i++) {
                client.send("0", "1");
            }
            assertThat(client.channel.isReading()).isTrue();
            client.send("0", "1");
            assertThat(client.channel.isReading()).isFalse();

            gate.countDown();

            await().untilAsserted(() -> {
                // The lane of a host in memory needs somebody to run it.
                server.advance(Duration.ZERO);
                assertThat(client.channel.isReading()).isTrue();
            });
            assertThat(connections).hasValue(100);
            assertThat(client.join("/").closed()).isFalse();
        }
    }

    @Test
    void whatMiddlewaresEmitIsNotCountedOnceItHasLeft() {
        try (var server = new TestServer(builder -> builder.engine(
                engine -> engine.maxPendingBytes(100_000).highWaterMark(50_000).lowWaterMark(10_000)))) {
            server.io.use((socket, next) -> {
                socket.emit("x", "a".repeat(5_000));
                next.proceed();
            });
            var client = server.open();

            for (var i = 0; i < 50; i++) {
                client.send("0").send("1");
            }

            assertThat(client.closed()).isFalse();
            assertThat(client.received()).hasSize(100);
        }
    }
}
