package dev.sockeye.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.SocketIoServer;
import dev.sockeye.socketio.server.recovery.RecoveryOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Official clients whose connections are cut while numbered events come. */
class RecoveryTest {
    private static final int CLIENTS = 100;
    private static final int EVENTS = 10_000;
    private static final int CUTS = 4;

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling", "upgrade"})
    void noEventIsMissingOrComesTwiceHoweverOftenConnectionsAreCut(String mode) throws Exception {
        var ready = new CountDownLatch(1);
        var io = SocketIoServer.builder()
                .connectionStateRecovery(RecoveryOptions.defaults())
                // A client whose connection is cut within its upgrade notices it by the heartbeat only.
                .engine(engine -> engine.pingInterval(Duration.ofSeconds(2)).pingTimeout(Duration.ofSeconds(3)))
                .build();
        io.onConnection(socket -> socket.on("ready", (args, ack) -> {
            ack.send();
            ready.countDown();
        }));
        try (var host = NettyHost.builder(io).host("127.0.0.1").bind()) {
            var process = new ProcessBuilder(
                            "node",
                            NodePrograms.folder().resolve("recovery.mjs").toString(),
                            "http://127.0.0.1:" + host.port(),
                            mode,
                            String.valueOf(CLIENTS),
                            String.valueOf(EVENTS),
                            String.valueOf(CUTS))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                assertThat(ready.await(30, TimeUnit.SECONDS)).isTrue();
                for (var i = 1; i <= EVENTS; i++) {
                    io.emit("n", i);
                    if (i % 25 == 0) {
                        LockSupport.parkNanos(15_000_000);
                    }
                }
                var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                var seen = new JsonMapper().readTree(said);
                assertThat(seen.has("problem")).as(said).isFalse();
                assertThat(seen.get("missing").asInt()).as(said).isZero();
                assertThat(seen.get("doubled").asInt()).as(said).isZero();
                assertThat(seen.get("disordered").asInt()).as(said).isZero();
                assertThat(seen.get("fresh").asInt()).as(said).isZero();
                assertThat(seen.get("cuts").asInt()).as(said).isPositive();
                assertThat(seen.get("recovered").asInt()).as(said).isGreaterThanOrEqualTo(CLIENTS);
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
