package dev.sockeye.socketio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.socketio.server.SocketIoLimits;
import dev.sockeye.socketio.server.SocketIoServer;
import dev.sockeye.testkit.RawConnection;
import dev.sockeye.testkit.RawFrame;
import dev.sockeye.testkit.RawWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class EarlyFramesTest {
    private static final int MUCH = 100_000_000;
    private static final String HANDSHAKE = String.join(
            "\r\n",
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
            "Host: localhost",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: " + RawWebSocket.KEY,
            "",
            "");

    private static byte[] concat(byte[] first, byte[] second) {
        var both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void whoFloodsBehindTheOpeningHandshakeIsNotReadFrom() {
        var release = new CountDownLatch(1);
        var limits = new SocketIoLimits(100, 100, 100, 100, 100, 4, 4_000_000);
        var io = SocketIoServer.builder().limits(limits).build();
        io.onConnection(socket -> socket.on("x", args -> release.await()));
        var host = NettyHost.builder(io).host("127.0.0.1").threads(1).bind();
        try (var client = RawConnection.connect(host.port())) {
            var opening = concat(
                    HANDSHAKE.getBytes(StandardCharsets.US_ASCII),
                    RawFrame.text("40").encode());
            var event = RawFrame.text("42[\"x\"]").encode();
            for (var i = 0; i < 8; i++) {
                opening = concat(opening, event);
            }
            client.send(opening);
            assertThat(client.readLine()).contains("101");

            var large =
                    RawFrame.text("42[\"x\",\"" + "a".repeat(60_000) + "\"]").encode();
            var flood = CompletableFuture.runAsync(() -> {
                for (var sent = 0; sent < MUCH; sent += large.length) {
                    client.send(large);
                }
            });
            assertThatThrownBy(() -> flood.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        } finally {
            release.countDown();
            io.close();
            host.close();
        }
    }
}
