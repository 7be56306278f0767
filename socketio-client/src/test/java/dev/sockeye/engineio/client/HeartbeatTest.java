package dev.sockeye.engineio.client;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Handshake;
import dev.sockeye.engineio.protocol.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a silent server is given up, and when not. */
final class HeartbeatTest {
    private static EngineClient client;

    @BeforeAll
    static void start() {
        client = EngineClient.start(true, 1);
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static EngineClientOptions options(EngineRevision revision, String transport) {
        return EngineClientOptions.builder()
                .revision(revision)
                .transports(transport)
                .build();
    }

    /** Opens WebSockets with a hasty heartbeat and goes on as the test says. */
    private static RawServer server(int interval, int timeout, RawServer.Script then) throws Exception {
        return RawServer.start(peer -> {
            peer.accept(peer.request());
            peer.text(RawServer.open("", interval, timeout));
            then.serve(peer);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatFallsSilentIsGivenUp(EngineRevision revision) throws Exception {
        try (var server = server(100, 100, RawServer.Peer::awaitEnd)) {
            var told = new Recording();
            client.open(server.uri(), options(revision, "websocket"), told);

            var end = told.awaitClose();

            assertThat(end.reason()).isEqualTo(CloseReason.PING_TIMEOUT);
            assertThat(told.events).startsWith("open").endsWith("close").doesNotContain("pong");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatHoldsAPollForEverIsGivenUp(EngineRevision revision) throws Exception {
        try (var server = RawServer.answering((peer, request) -> {
            var packet = RawServer.open("", 100, 100);
            if (!request.target().contains("sid=")) {
                peer.ok(revision == EngineRevision.V4 ? packet : packet.length() + ":" + packet);
            } else if (request.method().equals("POST")) {
                peer.ok("ok");
            } else {
                peer.awaitEnd();
            }
        })) {
            var told = new Recording();
            client.open(server.uri(), options(revision, "polling"), told);

            assertThat(told.awaitClose().reason()).isEqualTo(CloseReason.PING_TIMEOUT);
        }
    }

    @Test
    void messagesShowThatTheServerIsThere() throws Exception {
        var enough = new CountDownLatch(1);
        try (var server = server(100, 1400, peer -> {
            // For three times as long as silence is borne.
            for (var i = 0; i < 90; i++) {
                peer.text("4" + i);
                enough.await(50, MILLISECONDS);
            }
            peer.text("4end");
            peer.awaitEnd();
        })) {
            var told = new Recording();
            var engine = client.open(server.uri(), options(EngineRevision.V4, "websocket"), told);
            for (var text = told.awaitText(); !text.equals("end"); text = told.awaitText()) {
                assertThat(told.closed).isNotDone();
            }
            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
        }
    }

    @Test
    void revision3PingsAndTellsTheLatency() throws Exception {
        try (var server = server(50, 1000, peer -> {
            for (var i = 0; i < 3; i++) {
                assertThat(peer.next().text()).isEqualTo("2");
                peer.text("3");
            }
            peer.awaitEnd();
        })) {
            var told = new Recording();
            var engine = client.open(server.uri(), options(EngineRevision.V3, "websocket"), told);
            for (var i = 0; i < 3; i++) {
                assertThat(told.pongs.poll(10, SECONDS)).isGreaterThan(Duration.ZERO);
            }
            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
            assertThat(told.events)
                    .startsWith("open")
                    .containsSubsequence("pingSent", "pong", "pingSent", "pong", "pingSent", "pong");
        }
    }

    @Test
    void pongsThatNobodyAskedForTellNothing() throws Exception {
        try (var server = server(25_000, 20_000, peer -> {
            peer.text("3");
            peer.text("4after");
            peer.awaitEnd();
        })) {
            var told = new Recording();
            var engine = client.open(server.uri(), options(EngineRevision.V3, "websocket"), told);

            assertThat(told.awaitText()).isEqualTo("after");
            assertThat(told.pongs).isEmpty();
            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerIsNotGivenUpWhileReadingIsStopped(EngineRevision revision) throws Exception {
        try (var server = server(50, 100, peer -> {
            // Three times the time after which it would be given up.
            assertThat(new CountDownLatch(1).await(450, MILLISECONDS)).isFalse();
            peer.text("4at last");
            peer.awaitEnd();
        })) {
            var told = new Recording() {
                @Override
                public void onOpen(Engine engine, Handshake handshake) {
                    super.onOpen(engine, handshake);
                    engine.reading(false);
                    engine.lane().schedule(() -> engine.reading(true), Duration.ofMillis(500));
                }
            };
            var engine = client.open(server.uri(), options(revision, "websocket"), told);

            assertThat(told.awaitText()).isEqualTo("at last");
            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
        }
    }

    @Test
    void aServerHearsPongsWhileReadingIsStopped() throws Exception {
        var enough = new CountDownLatch(1);
        try (var server = server(100, 100, peer -> {
            peer.text("4stop");
            peer.text("2");
            for (var i = 0; i < 5; i++) {
                assertThat(peer.next().text()).isEqualTo("3");
            }
            enough.countDown();
            peer.awaitEnd();
        })) {
            var told = new Recording() {
                @Override
                public void onMessage(Message message) {
                    engine().reading(false);
                    super.onMessage(message);
                }
            };
            var engine = client.open(server.uri(), options(EngineRevision.V4, "websocket"), told);
            assertThat(told.awaitText()).isEqualTo("stop");
            assertThat(enough.await(10, SECONDS)).isTrue();
            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
        }
    }

    @Test
    void absurdTimesAreBounded() throws Exception {
        try (var server = RawServer.start(peer -> {
            peer.accept(peer.request());
            peer.text(
                    "0{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":9223372036854775807,\"pingTimeout\":9223372036854775807}");
            peer.text("4fine");
            peer.awaitEnd();
        })) {
            var told = new Recording();
            var engine = client.open(server.uri(), options(EngineRevision.V3, "websocket"), told);

            assertThat(told.awaitText()).isEqualTo("fine");
            engine.send(List.of(Message.text("a")));
            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
        }
    }
}
