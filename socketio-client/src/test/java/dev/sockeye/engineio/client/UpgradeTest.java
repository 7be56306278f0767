package dev.sockeye.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.testkit.RawFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a connection moves from polling to WebSocket, or does not. */
final class UpgradeTest {
    private static final String UPGRADES = "\"websocket\"";

    private static EngineClient client;

    @BeforeAll
    static void start() {
        client = EngineClient.start(true, 2);
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static EngineClientOptions options(EngineRevision revision) {
        return EngineClientOptions.builder().revision(revision).build();
    }

    /** Answers polling properly, holding one poll until a count falls, and WebSockets as the test says. */
    private static RawServer server(RawServer.Answering webSockets, CountDownLatch release) throws Exception {
        return RawServer.answering((peer, request) -> {
            if (request.target().contains("transport=websocket")) {
                webSockets.answer(peer, request);
                peer.awaitEnd();
            } else if (!request.target().contains("sid=")) {
                peer.ok(RawServer.open(UPGRADES, 25000, 20000));
            } else if (request.method().equals("POST")) {
                peer.ok("ok");
            } else {
                release.await();
                peer.ok("6");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLostDoubledOrDisorderedWhileItMoves(EngineRevision revision) throws Exception {
        try (var server = EchoServer.start()) {
            for (var round = 0; round < 100; round++) {
                var told = new Recording();
                var engine = client.open(server.uri(), options(revision), told);
                var expected = new ArrayList<Message>();
                var moved = -1;
                for (var i = 0; moved < 0 || i < moved + 20; i++) {
                    var message = Message.text(round + " " + i);
                    expected.add(message);
                    engine.send(List.of(message));
                    if (moved < 0 && told.upgraded.isDone()) {
                        moved = i;
                    }
                    if (i % 3 == round % 3) {
                        // Messages in both directions at every moment of the change, not all before it.
                        Thread.onSpinWait();
                        told.awaitOpen();
                        while (told.messages.size() + 50 < expected.size()) {
                            Thread.onSpinWait();
                        }
                    }
                }
                for (var message : expected) {
                    assertThat(told.awaitMessage()).isEqualTo(message);
                }
                assertThat(engine.transport()).isEqualTo("websocket");
                assertThat(engine.pendingBytes()).isZero();
                engine.close();
                told.awaitClose();
                assertThat(told.messages).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closingInTheMiddleEndsItOnce(boolean inOrder) throws Exception {
        try (var server = EchoServer.start()) {
            for (var round = 0; round < 100; round++) {
                var told = new Recording();
                var engine = client.open(server.uri(), options(EngineRevision.V4), told);
                told.awaitOpen();
                engine.send(List.of(Message.text("last")));
                for (var i = 0; i < 200 * round; i++) {
                    Thread.onSpinWait();
                }
                if (inOrder) {
                    engine.close();
                } else {
                    engine.abort(CloseReason.FORCED_CLOSE);
                }
                assertThat(told.awaitClose().reason()).isEqualTo(CloseReason.FORCED_CLOSE);
            }
            await().until(() -> server.engine.sessionCount() == 0);
            if (inOrder) {
                assertThat(server.received).hasSize(100);
            }
        }
    }

    @Test
    void aServerThatOffersNoneIsNotProbed() throws Exception {
        try (var server = EchoServer.start(options -> options.allowUpgrades(false))) {
            var told = new Recording();
            var engine = client.open(server.uri(), options(EngineRevision.V4), told);
            engine.send(List.of(Message.text("a")));

            assertThat(told.awaitText()).isEqualTo("a");
            assertThat(engine.transport()).isEqualTo("polling");
            assertThat(server.host.connections()).isLessThanOrEqualTo(2);
            engine.close();
            told.awaitClose();
        }
    }

    @Test
    void aRefusedProbeLeavesTheConnectionWhereItIs() throws Exception {
        var release = new CountDownLatch(1);
        try (var server = server((peer, request) -> peer.answer(502, "no WebSocket here"), release)) {
            var told = new Recording();
            var engine = client.open(server.uri(), options(EngineRevision.V4), told);

            var reason = Recording.get(told.notUpgraded);

            assertThat(reason).hasMessageStartingWith("probe error: websocket error: HTTP status 502");
            assertThat(reason.status()).hasValue(502);
            assertThat(engine.transport()).isEqualTo("polling");
            assertThat(told.closed).isNotDone();
            release.countDown();
            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
        }
    }

    @Test
    void aWrongAnswerToTheProbeLeavesTheConnectionWhereItIs() throws Exception {
        var release = new CountDownLatch(1);
        try (var server = server(
                (peer, request) -> {
                    peer.accept(request);
                    peer.next();
                    peer.text("3bore");
                },
                release)) {
            var told = new Recording();
            var engine = client.open(server.uri(), options(EngineRevision.V4), told);

            assertThat(Recording.get(told.notUpgraded)).hasMessage("probe error: the server answered something else");
            release.countDown();
            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
        }
    }

    @Test
    void aProbeThatIsNotAnsweredIsGivenUp() throws Exception {
        var release = new CountDownLatch(1);
        try (var server = server((peer, request) -> peer.accept(request), release)) {
            var told = new Recording();
            var engine = client.open(
                    server.uri(),
                    EngineClientOptions.builder()
                            .timeout(Duration.ofMillis(300))
                            .build(),
                    told);

            assertThat(Recording.get(told.notUpgraded)).hasMessage("probe error: no answer to the probe");
            assertThat(told.closed).isNotDone();
            release.countDown();
            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
        }
    }

    @Test
    void aWebSocketThatDiesWhileThePollIsAwaitedLeavesTheConnectionWhereItIs() throws Exception {
        var release = new CountDownLatch(1);
        var polls = new AtomicInteger();
        try (var server = RawServer.answering((peer, request) -> {
            if (request.target().contains("transport=websocket")) {
                peer.accept(request);
                peer.next();
                peer.text("3probe");
                peer.frame(RawFrame.CLOSE, new byte[] {});
                peer.awaitEnd();
            } else if (!request.target().contains("sid=")) {
                peer.ok(RawServer.open(UPGRADES, 25000, 20000));
            } else if (request.method().equals("POST")) {
                peer.ok("ok");
            } else if (polls.incrementAndGet() == 1) {
                release.await();
                peer.ok("4first");
            } else if (polls.get() == 2) {
                peer.ok("4second");
            } else {
                peer.awaitEnd();
            }
        })) {
            var told = new Recording();
            var engine = client.open(server.uri(), options(EngineRevision.V4), told);

            assertThat(Recording.get(told.notUpgraded)).hasMessageStartingWith("probe error: transport closed");
            release.countDown();

            assertThat(told.awaitText()).isEqualTo("first");
            assertThat(told.awaitText()).isEqualTo("second");
            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
        }
    }

    @Test
    void closingWaitsForTheChangeThatHasBegun() throws Exception {
        var probed = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var received = new LinkedBlockingQueue<String>();
        try (var server = server(
                (peer, request) -> {
                    peer.accept(request);
                    peer.next();
                    peer.text("3probe");
                    probed.countDown();
                    for (var frame = peer.next(); frame.opcode() == RawFrame.TEXT; frame = peer.next()) {
                        received.add(frame.text());
                    }
                    received.add("closed");
                },
                release)) {
            var told = new Recording();
            var engine = client.open(server.uri(), options(EngineRevision.V4), told);
            probed.await();
            await().until(() -> told.opened.isDone() && !engine.writable());

            engine.send(List.of(Message.text("before the end")));
            engine.close();
            assertThat(told.closed).isNotDone();
            release.countDown();

            assertThat(told.awaitClose().reason()).isEqualTo(CloseReason.FORCED_CLOSE);
            await().untilAsserted(() -> assertThat(received).containsExactly("5", "4before the end", "closed"));
        }
    }

    @Test
    void theServerIsRememberedByTheClientAndNobodyElse() throws Exception {
        try (var server = EchoServer.start();
                var own = EngineClient.start(true, 1);
                var other = EngineClient.start(true, 1)) {
            var remembering =
                    EngineClientOptions.builder().rememberUpgrade(true).build();
            var first = new Recording();
            own.open(server.uri(), remembering, first);
            Recording.get(first.upgraded);

            var second = new Recording();
            var engine = own.open(server.uri(), remembering, second);
            var third = new Recording();
            var elsewhere = other.open(server.uri(), remembering, third);

            assertThat(engine.transport()).isEqualTo("websocket");
            assertThat(elsewhere.transport()).isEqualTo("polling");
            second.awaitOpen();
            third.awaitOpen();
        }
    }

    @Test
    void whatIsNotWantedIsNotDone() throws Exception {
        try (var server = EchoServer.start()) {
            var told = new Recording();
            var engine = client.open(
                    server.uri(), EngineClientOptions.builder().upgrade(false).build(), told);
            engine.send(List.of(Message.text("a")));
            told.awaitText();

            assertThat(server.host.connections()).isLessThanOrEqualTo(2);
            assertThat(engine.transport()).isEqualTo("polling");
            engine.close();
            told.awaitClose();
        }
    }

    @Test
    void theNextTransportIsTriedWhereThatIsWanted() throws Exception {
        try (var server = EchoServer.start(options -> options.transports("polling"))) {
            var told = new Recording();
            var engine = client.open(
                    server.uri(),
                    EngineClientOptions.builder()
                            .transports("websocket", "polling")
                            .tryAllTransports(true)
                            .build(),
                    told);

            told.awaitOpen();

            assertThat(engine.transport()).isEqualTo("polling");
            engine.close();
            told.awaitClose();
        }
    }

    @Test
    void whereAllFailTheLastOneIsTold() throws Exception {
        try (var server = RawServer.answering((peer, request) -> peer.answer(404, "nothing here"))) {
            var told = new Recording();
            client.open(
                    server.uri(),
                    EngineClientOptions.builder().tryAllTransports(true).build(),
                    told);

            var cause = told.awaitClose().cause().orElseThrow();

            assertThat(cause.transport()).isEqualTo("websocket");
            assertThat(cause.status()).hasValue(404);
            assertThat(server.requests).hasSize(2);
        }
    }
}
