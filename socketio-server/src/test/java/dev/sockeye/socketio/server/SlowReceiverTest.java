package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.socketio.events.HandlerExecutor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SlowReceiverTest {
    private static final String KILOBYTE = "x".repeat(1_000);

    private static TestServer server(Consumer<SocketIoServerBuilder> options) {
        return new TestServer(builder -> {
            builder.engine(
                    engine -> engine.highWaterMark(10_000).lowWaterMark(5_000).maxPendingBytes(100_000));
            options.accept(builder);
        });
    }

    private static long ticks(TestClient client) {
        return client.received().stream()
                .filter(packet -> packet.startsWith("2[\"tick\""))
                .count();
    }

    @Test
    void slowReceiverIsDisconnectedWithAReasonOfItsOwnAndNobodyElseNotices() {
        List<Object> heard = new ArrayList<>();
        try (var server = server(options -> {})) {
            server.io.onConnection(socket ->
                    socket.onDisconnect((reason, description) -> heard.add(reason + ": " + description.orElse("-"))));
            var slow = server.connect();
            var other = server.connect();
            slow.channel.stall();

            for (var i = 0; i < 200; i++) {
                server.io.emit("tick", KILOBYTE);
            }

            assertThat(heard).containsExactly("slow consumer: too much waits to be sent");
            assertThat(slow.closed()).isTrue();
            assertThat(ticks(other)).isEqualTo(200);
        }
    }

    @Test
    void newEventsThatMayBeDroppedAreDroppedAndCounted() {
        AtomicInteger told = new AtomicInteger();
        try (var server = server(options -> options.slowReceivers(
                        SlowReceiverPolicy.dropNew(event -> event.name().equals("tick")))
                .listener(new ServerListener() {
                    @Override
                    public void dropped(Conn conn) {
                        told.incrementAndGet();
                    }
                }))) {
            var client = server.connect();
            var conn = server.socket().conn();
            client.channel.stall();

            for (var i = 0; i < 1_000; i++) {
                server.io.emit("tick", KILOBYTE);
                server.socket().emit("tick", KILOBYTE);
            }
            server.socket().emit("important");
            client.channel.unstall();

            assertThat(client.received()).contains("2[\"important\"]").hasSizeLessThan(20);
            assertThat(conn.dropped()).isGreaterThan(1_980).isEqualTo(told.get());
            assertThat(conn.pendingBytes()).isZero();
        }
    }

    @Test
    void oldestEventsThatMayBeDroppedMakeRoomForNewOnes() {
        try (var server = server(options -> options.slowReceivers(
                SlowReceiverPolicy.dropOldest(event -> event.name().equals("tick"))))) {
            var client = server.connect();
            client.channel.stall();

            for (var i = 0; i < 1_000; i++) {
                server.io.emit("tick", i, KILOBYTE);
            }
            server.io.emit("important");
            client.channel.unstall();

            var received = client.received();
            assertThat(received).contains("2[\"important\"]").hasSizeLessThan(20);
            assertThat(received.get(received.size() - 2)).startsWith("2[\"tick\",999,");
            assertThat(server.socket().conn().dropped()).isEqualTo(1_000 - (received.size() - 1));
        }
    }

    @Test
    void binaryEventsAreDroppedAsAWhole() {
        try (var server = server(options -> options.slowReceivers(
                SlowReceiverPolicy.dropOldest(event -> event.name().equals("tick"))))) {
            var client = server.connect();
            client.channel.stall();

            for (var i = 0; i < 1_000; i++) {
                server.io.emit("tick", new byte[1_000]);
            }
            client.channel.unstall();

            var received = client.received();
            assertThat(received).hasSizeBetween(2, 40);
            for (var i = 0; i < received.size(); i += 2) {
                assertThat(received.get(i)).startsWith("51-[\"tick\"");
                assertThat(received.get(i + 1)).isEqualTo("[1000]");
            }
        }
    }

    @Test
    void whatAsksForAnAcknowledgementIsNeverDropped() {
        try (var server = server(options -> options.slowReceivers(SlowReceiverPolicy.dropNew(event -> true)))) {
            var client = server.connect();
            client.channel.stall();

            for (var i = 0; i < 50; i++) {
                server.socket().emitWithAck("ask", KILOBYTE);
            }
            client.channel.unstall();

            assertThat(client.received()).hasSize(50);
        }
    }

    @Test
    void volatileEventsAreDroppedEarlierAndCounted() {
        try (var server = server(options -> {})) {
            var client = server.connect();
            client.channel.stall();
            server.socket().emit("first");

            server.socket().asVolatile().emit("tick");
            client.channel.unstall();

            assertThat(ticks(client)).isZero();
            assertThat(server.socket().conn().dropped()).isEqualTo(1);
        }
    }

    @Test
    void applicationIsToldWhenItMayGoOn() {
        try (var server = server(options -> {})) {
            var calls = new AtomicInteger();
            var client = server.connect();
            var socket = server.socket().onWritable(calls::incrementAndGet);
            client.channel.stall();
            for (var i = 0; i < 20; i++) {
                socket.emit("tick", KILOBYTE);
            }
            assertThat(socket.conn().writable()).isFalse();
            assertThat(calls).hasValue(0);

            client.channel.unstall();
            socket.emit("tick");

            assertThat(socket.conn().writable()).isTrue();
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void whatIsOnItsWayToTheLaneCounts() {
        Deque<Runnable> tasks = new ArrayDeque<>();
        List<DisconnectReason> reasons = new ArrayList<>();
        try (var server = server(options -> options.handlerExecutor(HandlerExecutor.of(tasks::add)))) {
            server.io.onConnection(socket -> socket.onDisconnect(reason -> reasons.add(reason)));
            var client = server.connect();
            var socket = server.socket();
            var seen = new ArrayList<Long>();

            server.host.lane().execute(() -> {
                var emitting = new Thread(() -> {
                    for (var i = 0; i < 10_000; i++) {
                        socket.emit("tick", KILOBYTE);
                        seen.add(socket.conn().pendingBytes());
                    }
                });
                emitting.start();
                join(emitting);
            });

            assertThat(seen).hasSize(10_000).allMatch(bytes -> bytes <= 100_000);
            await().untilAsserted(() -> assertThat(client.closed()).isTrue());
            tasks.forEach(Runnable::run);
            tasks.clear();
            assertThat(reasons).containsExactly(DisconnectReason.SLOW_CONSUMER);
            assertThat(ticks(client)).isLessThan(100);
        }
    }

    @Test
    void broadcastsOnTheirWayToTheLaneAreBounded() {
        try (var server = server(options -> options.slowReceivers(SlowReceiverPolicy.dropNew(event -> true)))) {
            var client = server.connect();
            var done = new CountDownLatch(1);

            server.host.lane().execute(() -> {
                var emitting = new Thread(() -> {
                    for (var i = 0; i < 10_000; i++) {
                        server.io.emit("tick", KILOBYTE);
                    }
                    done.countDown();
                });
                emitting.start();
                join(emitting);
            });

            assertThat(done.getCount()).isZero();
            await().untilAsserted(
                            () -> assertThat(server.socket().conn().dropped()).isGreaterThan(9_500));
            assertThat(client.closed()).isFalse();
        }
    }

    @Test
    void whatMiddlewaresEmitIsBounded() {
        try (var server = server(options -> {})) {
            server.io.use((socket, next) -> {
                for (var i = 0; i < 1_000; i++) {
                    socket.emit("tick", KILOBYTE);
                }
            });
            var client = server.open().send("0");

            assertThat(client.closed()).isTrue();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
