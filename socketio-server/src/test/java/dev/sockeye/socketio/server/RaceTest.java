package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.events.HandlerExecutor;
import dev.sockeye.socketio.server.adapter.InMemoryAdapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RaceTest {
    private static final int ROUNDS = 3_000;

    private final TestServer server = new TestServer(builder -> builder.handlerExecutor(HandlerExecutor.pool(4)));
    private final ExecutorService racers = Executors.newFixedThreadPool(3);

    @AfterEach
    void close() {
        racers.shutdown();
        server.close();
        assertThat(server.errors).isEmpty();
        assertThat(((InMemoryAdapter) server.io.root().adapter()).roomCount()).isZero();
    }

    private void race(Runnable... all) throws Exception {
        var start = new CyclicBarrier(all.length);
        var done = new ArrayList<CompletableFuture<Void>>();
        for (var each : all) {
            done.add(CompletableFuture.runAsync(
                    () -> {
                        try {
                            start.await();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                        each.run();
                    },
                    racers));
        }
        for (var future : done) {
            future.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void joiningARoomWhileTheClientLeavesMakesNoGhost() throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            var client = server.connect();
            var socket = server.socket();

            race(() -> socket.join("a", "b"), client::leave, () -> socket.leave("a"));

            assertThat(server.io.root().adapter().rooms(socket)).isEmpty();
            assertThat(server.io.sockets()).isEmpty();
        }
    }

    @Test
    void everySocketThatCameGoesOnce() throws Exception {
        var came = new AtomicInteger();
        var went = new AtomicInteger();
        server.io.onConnection(socket -> {
            came.incrementAndGet();
            socket.onDisconnect(reason -> went.incrementAndGet());
        });
        for (var round = 0; round < ROUNDS; round++) {
            var client = server.connect();
            var socket = server.socket();

            race(socket::disconnect, client::leave, () -> socket.disconnect(true));

            assertThat(server.io.sockets()).isEmpty();
        }
        await().untilAsserted(() -> assertThat(went).hasValue(ROUNDS));
        assertThat(came).hasValue(ROUNDS);
    }

    @Test
    void emittingWhileTheSocketGoesLosesNoFuture() throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            var client = server.connect();
            var socket = server.socket();
            List<CompletableFuture<Args>> answers = new ArrayList<>();

            race(
                    () -> {
                        for (var i = 0; i < 5; i++) {
                            answers.add(socket.emitWithAck("x", i));
                        }
                    },
                    client::leave,
                    () -> server.io.emit("y"));

            for (var answer : answers) {
                assertThat(answer).failsWithin(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void middlewareThatAnswersWhileTheClientLeavesLeavesNothing() throws Exception {
        var waiting = new LinkedBlockingQueue<Next>();
        server.io.use((socket, next) -> {
            socket.join("a");
            waiting.add(next);
        });
        for (var round = 0; round < ROUNDS; round++) {
            var client = server.open().send("0");
            var next = Objects.requireNonNull(waiting.poll(10, TimeUnit.SECONDS));

            race(next::proceed, client::leave, next::proceed);

            assertThat(server.io.sockets()).isEmpty();
        }
    }

    @Test
    void eachThreadsEmissionsArriveInItsOrder() throws Exception {
        var client = server.connect();
        var socket = server.socket();
        socket.join("room");
        client.received();

        race(emissions(socket, "a"), emissions(socket, "b"), emissions(socket, "c"));

        await().untilAsserted(() -> assertThat(client.channel.texts()).hasSizeGreaterThan(3 * 3 * ROUNDS));
        var received = client.received();
        for (var name : List.of("a", "b", "c")) {
            var numbers = received.stream()
                    .filter(text -> text.startsWith("2[\"" + name))
                    .map(text -> Integer.parseInt(text.substring(6, text.length() - 1)))
                    .toList();
            assertThat(numbers).hasSize(3 * ROUNDS).isSorted();
        }
    }

    private Runnable emissions(Socket socket, String name) {
        return () -> {
            for (var i = 0; i < ROUNDS; i++) {
                socket.emit(name, 3 * i);
                server.io.emit(name, 3 * i + 1);
                server.io.to("room").emit(name, 3 * i + 2);
            }
        };
    }

    @Test
    void answersOfHandlersArriveInTheOrderOfTheEvents() {
        server.io.onConnection(socket -> {
            socket.on("x", int.class, (n, ack) -> {
                ack.send(n);
                server.io.emit("all", n);
            });
        });
        var client = server.connect();
        for (var i = 0; i < ROUNDS; i += 10) {
            var batch = new String[10];
            for (var j = 0; j < 10; j++) {
                batch[j] = "2" + (i + j) + "[\"x\"," + (i + j) + "]";
            }
            client.send(batch);
        }

        await().untilAsserted(() -> assertThat(client.channel.texts()).hasSize(2 * ROUNDS + 2));
        var expected = new ArrayList<String>();
        for (var i = 0; i < ROUNDS; i++) {
            expected.add("3" + i + "[" + i + "]");
            expected.add("2[\"all\"," + i + "]");
        }
        var received = client.received();
        assertThat(received.subList(received.size() - expected.size(), received.size()))
                .isEqualTo(expected);
    }
}
