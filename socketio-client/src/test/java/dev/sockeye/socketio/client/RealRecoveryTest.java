package dev.sockeye.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.engineio.client.CloseReason;
import dev.sockeye.socketio.protocol.MessagePackParser;
import dev.sockeye.socketio.server.ConnectRefusedException;
import dev.sockeye.socketio.server.recovery.RecoveryOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Client and server over real sockets: losses, refusals, restarts. */
@Timeout(60)
final class RealRecoveryTest {
    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "upgrade"})
    void whatIsMissedComesInOrderAndOnce(String transport) {
        var recovery = RecoveryOptions.builder().build();
        try (var server = new RealServer(builder -> builder.connectionStateRecovery(recovery))) {
            var seen = new CopyOnWriteArrayList<Integer>();
            var recovered = new ConcurrentLinkedQueue<Boolean>();
            var socket = server.client.socket(
                    server.uri(),
                    RealServer.options(ClientProtocol.V5, transport)
                            .autoConnect(false)
                            .build());
            socket.on("n", int.class, n -> seen.add(n));
            socket.onConnect(() -> recovered.add(socket.recovered()));
            socket.connect().orTimeout(10, TimeUnit.SECONDS).join();
            var id = socket.id();
            var count = 0;
            for (var round = 0; round < 5; round++) {
                for (var i = 0; i < 20; i++) {
                    server.io.emit("n", count++);
                    if (i == 10) {
                        socket.io().engine().ifPresent(engine -> engine.abort(CloseReason.TRANSPORT_ERROR));
                    }
                }
                var sent = count;
                await().until(() -> seen.size() >= sent && socket.connected());
            }

            assertThat(seen)
                    .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
            assertThat(recovered)
                    .hasSize(6)
                    .startsWith(false)
                    .filteredOn(each -> each)
                    .hasSize(5);
            assertThat(socket.id()).isEqualTo(id);
        }
    }

    @Test
    void aMiddlewareRefusesWithData() {
        try (var server = new RealServer()) {
            server.io.of("/guarded").use((socket, next) -> {
                if (!socket.handshake().auth().has("token")) {
                    throw new ConnectRefusedException("no token", Map.of("code", 42));
                }
                next.proceed();
            });
            var told = new CompletableFuture<ConnectFailedException>();
            var socket = server.client.socket(
                    server.uri() + "/guarded",
                    RealServer.options(ClientProtocol.V5, "websocket").build(),
                    fresh -> fresh.onConnectError(told::complete));

            var failure = told.orTimeout(10, TimeUnit.SECONDS).join();
            assertThat(failure).hasMessage("no token");
            assertThat(failure.data().orElseThrow().tree(0).get("code").intValue())
                    .isEqualTo(42);
            assertThat(socket.active()).isFalse();
            socket.auth(Map.of("token", "x"));
            assertThat(socket.connect().orTimeout(10, TimeUnit.SECONDS).join().connected())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling"})
    void anotherParserCarriesTheSame(String transport) {
        try (var server = new RealServer(builder -> builder.parser(MessagePackParser.INSTANCE))) {
            server.io.onConnection(socket -> socket.onRequest("echo", args -> args));
            var socket = server.client.socket(
                    server.uri(),
                    RealServer.options(ClientProtocol.V5, transport)
                            .parser(MessagePackParser.INSTANCE)
                            .auth(Map.of("a", 1))
                            .build());

            var answer = socket.emitWithAck("echo", Map.of("bytes", new byte[] {1, 2, 3}), "text")
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();

            assertThat(answer.tree(0).get("bytes").binaryValue()).containsExactly(1, 2, 3);
            assertThat(answer.get(1, String.class)).isEqualTo("text");
        }
    }

    @Test
    void manyClientsComeBackSpreadOutAfterARestart() {
        var server = new RealServer();
        try {
            var options = ClientOptions.builder()
                    .transports("websocket")
                    .forceNew(true)
                    .reconnectionDelay(Duration.ofMillis(200))
                    .build();
            var sockets = IntStream.range(0, 200)
                    .mapToObj(i -> server.client.socket(server.uri(), options))
                    .toList();
            sockets.forEach(
                    socket -> socket.connect().orTimeout(20, TimeUnit.SECONDS).join());
            var delays = new ConcurrentLinkedQueue<Long>();
            var lost = new ConcurrentLinkedQueue<Long>();
            sockets.forEach(socket -> {
                socket.onDisconnect(reason -> lost.add(System.nanoTime()));
                socket.io().onReconnectAttempt(attempt -> delays.add(System.nanoTime()));
            });
            var port = server.host.port();
            server.stop();
            await().until(() -> lost.size() == 200);
            try (var next = new RealServer(builder -> builder, port)) {
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(next.io.sockets()).hasSize(200));
                var times = delays.stream().sorted().toList();
                var spread = Duration.ofNanos(times.get(times.size() - 1) - times.get(0));
                assertThat(spread).isGreaterThan(Duration.ofMillis(100));
                server.client.close();
            }
        } finally {
            server.close();
        }
    }

    @Test
    void bothSidesSeeWhyTheOtherLeft() {
        try (var server = new RealServer()) {
            server.io.onConnection(socket -> socket.on("bye", () -> socket.disconnect()));
            List<String> log = new CopyOnWriteArrayList<>();
            var socket = server.client.socket(
                    server.uri(),
                    RealServer.options(ClientProtocol.V5, "websocket").build());
            socket.onDisconnect(reason -> log.add(reason.text()));
            socket.emit("bye");

            await().untilAsserted(() -> assertThat(log).containsExactly("io server disconnect"));
            assertThat(socket.active()).isFalse();
        }
    }
}
