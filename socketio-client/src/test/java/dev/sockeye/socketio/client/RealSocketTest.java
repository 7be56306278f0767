package dev.sockeye.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Client and server over real sockets, in both protocols and over each transport. */
@Timeout(30)
final class RealSocketTest {
    private record Point(int x, int y) {}

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @ParameterizedTest
    @CsvSource({"V5,websocket", "V5,polling", "V5,upgrade", "V4,websocket", "V4,polling", "V4,upgrade", "AUTO,upgrade"})
    void eventsAndAnswersGoBothWays(ClientProtocol protocol, String transport) {
        try (var server = new RealServer()) {
            server.io.of("/chat").onConnection(socket -> {
                socket.onRequest("sum", int.class, int.class, (a, b) -> a + b);
                socket.onRequest("reverse", byte[].class, bytes -> new byte[] {bytes[1], bytes[0]});
                socket.on("where", Point.class, point -> socket.emit("there", new Point(point.y(), point.x())));
                socket.on(
                        "ask",
                        () -> socket.emitWithAck("question", 7)
                                .thenAccept(answer -> socket.emit("answered", answer.get(0, String.class))));
            });
            var socket = server.client.socket(
                    server.uri() + "/chat",
                    RealServer.options(protocol, transport).build());
            var there = new CompletableFuture<Point>();
            var answered = new CompletableFuture<String>();
            socket.on("there", Point.class, there::complete);
            socket.on("answered", String.class, answered::complete);
            socket.onRequest("question", int.class, number -> "got " + number);

            get(socket.connect());
            socket.emit("where", new Point(1, 2));
            socket.emit("ask");

            assertThat(get(socket.emitWithAck("sum", 3, 4)).get(0, int.class)).isEqualTo(7);
            assertThat(get(socket.emitWithAck("reverse", new byte[] {1, 2})).get(0, byte[].class))
                    .containsExactly(2, 1);
            assertThat(get(there)).isEqualTo(new Point(2, 1));
            assertThat(get(answered)).isEqualTo("got 7");
            assertThat(server.io.of("/chat").sockets())
                    .anyMatch(there2 -> there2.id().equals(socket.id().orElseThrow()));
        }
    }

    @ParameterizedTest
    @CsvSource({"V5,websocket", "V5,polling", "V4,websocket", "V4,upgrade"})
    void aClientComesBackWhenTheServerDoes(ClientProtocol protocol, String transport) {
        Queue<String> log = new ConcurrentLinkedQueue<>();
        var server = new RealServer();
        try {
            var port = server.host.port();
            var socket = server.client.socket(
                    server.uri(),
                    RealServer.options(protocol, transport).autoConnect(false).build());
            socket.onConnect(() -> log.add("connect"));
            socket.onDisconnect(reason -> log.add(reason.text()));
            get(socket.connect());
            await().until(() -> log.contains("connect"));

            server.stop();
            await().until(() -> log.size() >= 2);
            socket.emit("kept", "me");
            var got = new CompletableFuture<String>();
            try (var next = new RealServer(builder -> builder, port)) {
                next.io.onConnection(there -> there.on("kept", String.class, got::complete));

                assertThat(get(got)).isEqualTo("me");
                await().untilAsserted(() -> assertThat(log).containsExactly("connect", "transport close", "connect"));
                server.client.close();
            }
        } finally {
            server.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"V5,websocket", "V5,polling", "V4,websocket", "V4,polling"})
    void leavingTellsTheServer(ClientProtocol protocol, String transport) {
        try (var server = new RealServer()) {
            var left = new CompletableFuture<String>();
            server.io.onConnection(socket -> socket.onDisconnect(reason -> left.complete(reason.text())));
            var reasons = new ConcurrentLinkedQueue<DisconnectReason>();
            var socket = server.client.socket(
                    server.uri(), RealServer.options(protocol, transport).build());
            socket.onDisconnect(reason -> reasons.add(reason));
            get(socket.connect());

            socket.disconnect();

            assertThat(get(left)).isEqualTo("client namespace disconnect");
            await().untilAsserted(() -> assertThat(reasons).containsExactly(DisconnectReason.IO_CLIENT_DISCONNECT));
            assertThat(socket.connected()).isFalse();
            assertThat(socket.id()).isEmpty();
            await().untilAsserted(
                            () -> assertThat(server.io.engine().sessionCount()).isZero());
        }
    }
}
