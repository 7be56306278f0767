package dev.sockeye.socketio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sockeye.socketio.events.HandlerExecutor;
import dev.sockeye.socketio.server.DisconnectReason;
import dev.sockeye.socketio.server.SocketIoServer;
import dev.sockeye.testkit.RawWebSocket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one client, or its handler, does must not be felt by the others. */
class DisturbanceTest {
    private static RawWebSocket connect(NettyHost host) {
        var client = RawWebSocket.open(host.port(), "/socket.io/?EIO=4&transport=websocket");
        assertThat(client.next().text()).startsWith("0{");
        client.send("40");
        assertThat(client.next().text()).startsWith("40{");
        return client;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void handlersThatThrowOrNeverReturnDisturbNobodyElse(boolean virtual) throws Exception {
        assumeTrue(!virtual || HandlerExecutor.virtualSupported(), "needs virtual threads");
        var release = new CountDownLatch(1);
        var blocked = new CountDownLatch(20);
        var io = SocketIoServer.builder()
                .handlerExecutor(virtual ? HandlerExecutor.virtual() : HandlerExecutor.pool(64))
                .build();
        io.onError(error -> {});
        io.onConnection(socket -> socket.on("block", () -> {
                    blocked.countDown();
                    release.await();
                })
                .on("throw", () -> {
                    throw new IllegalStateException("as it should");
                })
                .on("echo", int.class, (n, ack) -> ack.send(n)));
        try (var host = NettyHost.builder(io).host("127.0.0.1").threads(1).bind();
                var good = connect(host);
                var thrower = connect(host)) {
            var blockers = new RawWebSocket[20];
            for (var i = 0; i < blockers.length; i++) {
                blockers[i] = connect(host);
                blockers[i].send("42[\"block\"]");
            }
            assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();

            for (var i = 0; i < 100; i++) {
                thrower.send("42[\"throw\"]");
                good.send("42" + i + "[\"echo\"," + i + "]");
                assertThat(good.next().text()).isEqualTo("43" + i + "[" + i + "]");
            }
            thrower.send("421[\"echo\",7]");
            assertThat(thrower.next().text()).isEqualTo("431[7]");

            release.countDown();
            blockers[0].send("422[\"echo\",8]");
            assertThat(blockers[0].next().text()).isEqualTo("432[8]");
            for (var blocker : blockers) {
                blocker.close();
            }
            io.close().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void clientThatDoesNotReadIsDisconnectedAndTheOthersGetEverything() throws Exception {
        Queue<DisconnectReason> reasons = new ConcurrentLinkedQueue<>();
        var io = SocketIoServer.builder()
                .engine(engine -> engine.highWaterMark(100_000).maxPendingBytes(1_000_000))
                .build();
        io.onConnection(socket -> socket.onDisconnect(reason -> reasons.add(reason)));
        var kilobytes = "x".repeat(50_000);
        try (var host = NettyHost.builder(io).host("127.0.0.1").threads(1).bind();
                var slow = connect(host);
                var good = connect(host)) {
            for (var i = 0; i < 2_000 && reasons.isEmpty(); i++) {
                io.emit("tick", i, kilobytes);
                assertThat(good.next().text()).startsWith("42[\"tick\"," + i + ",");
            }

            await().untilAsserted(() -> assertThat(reasons).containsExactly(DisconnectReason.SLOW_CONSUMER));
            assertThat(io.sockets()).hasSize(1);
            assertThat(slow.connection()).isNotNull();
            io.close().get(10, TimeUnit.SECONDS);
        }
    }
}
