package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V4;
import static dev.sockeye.engineio.server.Fixture.WS4;
import static dev.sockeye.engineio.server.Fixture.text;
import static dev.sockeye.engineio.server.Fixture.upgradeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.engineio.server.host.memory.MemoryChannel;
import dev.sockeye.engineio.server.host.memory.MemoryExchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RaceTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Fixture fixture = new Fixture();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void everyThreadsMessagesArriveCompleteAndInOrder() throws Exception {
        var channel = fixture.host.webSocket(WS4).channel();
        channel.clear();

        together(() -> sendMany("a", 5_000), () -> sendMany("b", 5_000), () -> sendMany("c", 5_000));

        assertThat(channel.texts()).hasSize(15_000);
        for (var sender : List.of("a", "b", "c")) {
            assertThat(channel.texts().stream().filter(text -> text.startsWith("4" + sender)))
                    .containsExactlyElementsOf(numbered(sender, 5_000));
        }
        assertThat(fixture.session().pendingBytes()).isZero();
    }

    @RepeatedTest(100)
    void messagesSentAcrossAnUpgradeArriveOnceAndInOrder() throws Exception {
        var target = fixture.open(V4);
        var received = new ArrayList<String>();
        var channels = new ArrayList<MemoryChannel>();

        together(() -> sendMany("m", 200), () -> {
            for (var i = 0; i < 5 && received.size() < 200; i++) {
                poll(target, received);
            }
            var channel = answered(fixture.host.webSocket(upgradeOf(target))).channel();
            channels.add(channel);
            channel.receive("2probe");
            poll(target, received);
            channel.receive("5");
        });

        received.addAll(channels.get(0).texts());
        received.removeIf(text -> text.equals("3probe") || text.equals("6") || text.isEmpty());
        assertThat(received).containsExactlyElementsOf(numbered("m", 200));
    }

    @RepeatedTest(200)
    void whoeverEndsASessionItEndsOnce() throws Exception {
        var channel = fixture.host.webSocket(WS4).channel();
        var session = fixture.session();

        together(
                () -> sendMany("x", 50),
                session::close,
                () -> session.abort(CloseReason.FORCED_CLOSE),
                () -> channel.closeByClient(1000));

        assertThat(fixture.told).hasSize(1).first().asString().startsWith("closed: ");
        assertThat(fixture.server.sessionCount()).isZero();
    }

    @RepeatedTest(200)
    void pollsPostsAndTheEndLeaveNoRequestUnanswered() throws Exception {
        var target = fixture.open(V4);
        var session = fixture.session();
        var exchanges = Collections.synchronizedList(new ArrayList<MemoryExchange>());

        together(
                () -> exchanges.add(fixture.host.otherLane().get(target)),
                () -> exchanges.add(fixture.host.otherLane().post(target, "4x")),
                () -> exchanges.add(fixture.host.otherLane().get(target)),
                () -> session.abort(CloseReason.FORCED_CLOSE));

        assertThat(exchanges)
                .hasSize(3)
                .allMatch(exchange -> !answered(exchange).pending());
        assertThat(fixture.server.sessionCount()).isZero();
    }

    @RepeatedTest(100)
    void shutdownRacingHandshakesLeavesNoSession() throws Exception {
        var closed = new ArrayList<Future<Void>>();

        together(
                () -> IntStream.range(0, 20)
                        .forEach(i -> fixture.host.otherLane().webSocket(WS4)),
                () -> IntStream.range(0, 20)
                        .forEach(i -> fixture.host.otherLane().webSocket(WS4)),
                () -> closed.add(fixture.server.close()));

        closed.get(0).get();
        assertThat(fixture.server.sessionCount()).isZero();
    }

    private void poll(String target, List<String> received) {
        received.addAll(List.of(answered(fixture.host.get(target)).text().split("\u001e")));
    }

    /** Waits for an answer: another thread may be the one that works off the lane. */
    private static MemoryExchange answered(MemoryExchange exchange) {
        await().atMost(Duration.ofSeconds(10))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> !exchange.pending());
        return exchange;
    }

    private void sendMany(String name, int count) {
        var session = fixture.session();
        for (var i = 0; i < count; i++) {
            session.send(text(name + i));
        }
    }

    private static List<String> numbered(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> "4" + name + i).toList();
    }

    private void together(Runnable... tasks) throws InterruptedException, ExecutionException {
        var start = new CountDownLatch(tasks.length);
        var running = new ArrayList<Future<?>>();
        for (var task : tasks) {
            running.add(threads.submit(() -> {
                start.countDown();
                start.await();
                task.run();
                return null;
            }));
        }
        for (var each : running) {
            each.get();
        }
    }
}
