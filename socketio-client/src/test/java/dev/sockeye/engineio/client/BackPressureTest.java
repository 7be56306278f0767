package dev.sockeye.engineio.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.engineio.protocol.Handshake;
import dev.sockeye.engineio.protocol.Message;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens when one side is slower than the other. */
final class BackPressureTest {
    private static EngineClient client;

    @BeforeAll
    static void start() {
        client = EngineClient.start(true, 1);
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static EngineClientOptions options(String transport) {
        return EngineClientOptions.builder().transports(transport).build();
    }

    @Test
    void aClientThatDoesNotReadSlowsAWebSocketDown() throws Exception {
        var written = new AtomicInteger();
        try (var server = RawServer.start(peer -> {
            peer.accept(peer.request());
            peer.text(RawServer.open());
            var text = "4" + "x".repeat(100_000);
            for (var i = 0; i < 200; i++) {
                peer.text(text);
                written.incrementAndGet();
            }
            peer.awaitEnd();
        })) {
            var told = new Recording() {
                @Override
                public void onOpen(Engine engine, Handshake handshake) {
                    super.onOpen(engine, handshake);
                    engine.reading(false);
                }
            };
            var engine = client.open(server.uri(), options("websocket"), told);
            told.awaitOpen();
            await().during(Duration.ofMillis(200)).until(() -> written.get() < 200);
            var read = told.messages.size();
            assertThat(read).isLessThan(50);

            engine.lane().execute(() -> engine.reading(true));

            await().until(() -> told.messages.size() == 200);
            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
        }
    }

    @Test
    void aClientThatDoesNotReadPollsNoMore() throws Exception {
        var polls = new AtomicInteger();
        try (var server = RawServer.answering((peer, request) -> {
            if (!request.target().contains("sid=")) {
                peer.ok(RawServer.open());
            } else if (request.method().equals("POST")) {
                peer.ok("ok");
            } else if (polls.incrementAndGet() < 10) {
                peer.ok("4m");
            } else {
                peer.awaitEnd();
            }
        })) {
            var told = new Recording() {
                @Override
                public void onMessage(Message message) {
                    super.onMessage(message);
                    engine().reading(false);
                }
            };
            var engine = client.open(server.uri(), options("polling"), told);
            told.awaitMessage();
            engine.send(List.of(Message.text("sending goes on")));
            await().until(() -> told.events.contains("drain"));

            assertThat(polls).hasValue(1);
            engine.lane().execute(() -> engine.reading(true));
            told.awaitMessage();
            await().until(() -> polls.get() == 2);
            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
        }
    }

    @Test
    void whatAServerDoesNotTakeIsCountedUntilItDoes() throws Exception {
        var reading = new CountDownLatch(1);
        try (var server = RawServer.start(peer -> {
            peer.accept(peer.request());
            peer.text(RawServer.open());
            reading.await();
            peer.awaitEnd();
        })) {
            var told = new Recording();
            var engine = client.open(server.uri(), options("websocket"), told);
            told.awaitOpen();
            await().until(engine::writable);
            var message = Message.text("x".repeat(1_000_000));
            for (var i = 0; i < 30; i++) {
                engine.send(List.of(message));
            }

            assertThat(engine.pendingBytes()).isGreaterThan(10_000_000);
            await().until(() -> !engine.writable());
            // The first ones may have left at once, for where nobody reads yet there is room, too.
            var drained = Collections.frequency(told.events, "drain");

            reading.countDown();

            await().until(() -> engine.pendingBytes() == 0);
            await().until(() -> engine.writable());
            await().until(() -> Collections.frequency(told.events, "drain") == drained + 1);
            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
        }
    }

    @Test
    void aServerThatTakesNothingIsGivenUp() throws Exception {
        try (var server = RawServer.start(peer -> {
            peer.accept(peer.request());
            peer.text(RawServer.open());
            new CountDownLatch(1).await(20, SECONDS);
        })) {
            var told = new Recording();
            var engine = client.open(
                    server.uri(),
                    options("websocket").toBuilder()
                            .sendTimeout(Duration.ofMillis(400))
                            .build(),
                    told);
            told.awaitOpen();
            engine.send(List.of(Message.text("x".repeat(30_000_000))));

            assertThat(told.awaitClose().reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
            server.failures.clear();
        }
    }

    @Test
    void messagesOfOneTurnLeaveTogether() throws Exception {
        try (var server = RawServer.answering((peer, request) -> {
            if (!request.target().contains("sid=")) {
                peer.ok(RawServer.open());
            } else if (request.method().equals("POST")) {
                peer.ok("ok");
            } else {
                peer.awaitEnd();
            }
        })) {
            var told = new Recording();
            var engine = client.open(server.uri(), options("polling"), told);
            told.awaitOpen();
            var writable = new AtomicBoolean();
            engine.lane().execute(() -> {
                for (var i = 0; i < 5; i++) {
                    engine.send(List.of(Message.text(Integer.toString(i))));
                }
                writable.set(engine.writable());
            });
            engine.lane().execute(() -> {});
            await().until(() -> told.events.contains("drain"));

            assertThat(writable).isTrue();
            assertThat(server.requests.stream()
                            .filter(request -> request.method().equals("POST"))
                            .map(RawServer.Request::body))
                    .containsExactly("40\u001e41\u001e42\u001e43\u001e44");
            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
        }
    }
}
