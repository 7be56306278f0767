package dev.sockeye.interop.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sockeye.socketio.events.AckDisconnectedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the Java client does when it is sent away or loses its connection, with servers of all generations. */
class JavaClientLossTest {
    private static final Map<Target, Exam> EXAMS = new EnumMap<>(Target.class);

    static Stream<Way> ways() {
        return Way.all();
    }

    static Stream<Way> recovering() {
        return Way.recovering();
    }

    @AfterAll
    static void stop() {
        EXAMS.values().forEach(Exam::close);
        EXAMS.clear();
    }

    /** Starts a server that notices losses soon. */
    private static Exam exam(Way way) {
        return EXAMS.computeIfAbsent(way.target(), target -> {
            var options = new ArrayList<>(List.of("--ping-interval", "500", "--ping-timeout", "1000"));
            if (target.recovers()) {
                options.add("--recovery");
            }
            return Exam.start(target, options.toArray(String[]::new));
        });
    }

    /** Waits until nothing moves any more: a change of transports would blur what is looked at. */
    private static void settle(Probe probe, Way way) {
        await().untilAsserted(() -> assertThat(
                        probe.socket.io().engine().orElseThrow().transport())
                .isEqualTo(way.transport().last()));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whoIsSentAwayStaysAwayUntilItIsAskedToComeBack(Way way) throws Exception {
        try (var probe = Probe.connected(exam(way).url(), way.options())) {
            for (var close : List.of(false, true)) {
                probe.socket.emit("kick", close);

                probe.reaches("disconnect io server disconnect");
                await().during(Duration.ofMillis(400))
                        .atMost(Duration.ofSeconds(5))
                        .until(() -> !probe.socket.connected() && !probe.socket.active());
                probe.socket.connect().get(15, TimeUnit.SECONDS);
                probe.reaches("connect");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whoseConnectionTheServerClosesComesBack(Way way) throws Exception {
        try (var probe = Probe.connected(exam(way).url(), way.options())) {
            settle(probe, way);
            Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
            probe.socket.io().onReconnect(attempts::add);

            probe.socket.emit("close connection");

            probe.reaches("disconnect transport close");
            probe.reaches("connect");
            assertThat(Probe.all(attempts, 1)).containsExactly(1);
            assertThat(probe.ask("ack", "back").get(0, String.class)).isEqualTo("back");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whoseLineIsCutComesBackAndSendsWhatHasWaited(Way way) throws Exception {
        try (var cable = new Cable(exam(way).port());
                var probe = Probe.connected(cable.url(), way.options())) {
            settle(probe, way);
            Queue<Integer> echoes = new ConcurrentLinkedQueue<>();
            probe.socket.on("echo", Integer.class, echoes::add);
            var unanswered = probe.socket.emitWithAck("never");
            assertThat(probe.ask("ack", 1).get(0, Integer.class)).isEqualTo(1);

            cable.plug(false);
            await().until(() -> !probe.socket.connected());
            assertThatThrownBy(() -> unanswered.get(15, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(AckDisconnectedException.class);
            for (var i = 0; i < 100; i++) {
                probe.socket.emit("echo", i);
            }
            probe.socket.asVolatile().emit("echo", 1_000);
            var waiting = probe.socket.emitWithAck("ack", "waited");
            cable.plug(true);

            assertThat(waiting.get(15, TimeUnit.SECONDS).get(0, String.class)).isEqualTo("waited");
            assertThat(Probe.all(echoes, 100))
                    .isEqualTo(IntStream.range(0, 100).boxed().toList());
            assertThat(probe.diary).last().isEqualTo("connect");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void serverThatFallsSilentIsGivenUp(Way way) throws Exception {
        var exam = exam(way);
        try (var probe = Probe.connected(exam.url(), way.options())) {
            settle(probe, way);

            exam.stand(true);
            try {
                probe.reaches("disconnect ping timeout");
            } finally {
                exam.stand(false);
            }

            probe.reaches("connect");
            assertThat(probe.ask("ack", "awake").get(0, String.class)).isEqualTo("awake");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void serverThatIsKilledAndStartedAgainIsFoundAgain(Way way) throws Exception {
        var exam = exam(way);
        try (var probe = Probe.connected(exam.url(), way.options())) {
            settle(probe, way);
            Queue<String> errors = new ConcurrentLinkedQueue<>();
            probe.socket.onConnectError(failure ->
                    errors.add(failure.retried() + " " + failure.transport().orElse("")));

            exam.kill();
            await().until(() -> errors.size() > 2);
            exam.restart();

            probe.reaches("connect");
            assertThat(errors).allMatch(said -> said.startsWith("true "));
            assertThat(probe.ask("ack", "new").get(0, String.class)).isEqualTo("new");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void undecodablePacketEndsTheConnectionAndAnotherOneIsOpened(Way way) throws Exception {
        assumeTrue(way.target().official(), "Sockeye sends none");
        try (var probe = Probe.connected(exam(way).url(), way.options())) {
            settle(probe, way);

            probe.socket.emit("send garbage");

            probe.reaches("disconnect parse error");
            probe.reaches("connect");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void eventsAreSentAgainUntilTheyAreAcknowledged(Way way) throws Exception {
        var options = way.options().retries(3).ackTimeout(Duration.ofMillis(400));
        try (var probe = Probe.connected(exam(way).url(), options)) {
            Queue<String> answers = new ConcurrentLinkedQueue<>();
            for (var key : List.of("one ", "two ")) {
                probe.socket
                        .emitWithAck("deaf once", key + way)
                        .thenAccept(answer -> answers.add(key + answer.get(0, String.class)));
            }

            assertThat(Probe.all(answers, 2)).containsExactly("one at last", "two at last");
            assertThatThrownBy(() -> probe.ask("never")).isInstanceOf(ExecutionException.class);
        }
    }

    /** Returns how many the server knows: an official one has nothing for those whose loss it has not noticed. */
    private static int clients(Probe probe, Way way) throws Exception {
        return way.target().official() ? probe.ask("clients").get(0, Integer.class) : 0;
    }

    @ParameterizedTest
    @MethodSource("recovering")
    void whatWasMissedIsHeardInOrderAndOnce(Way way) throws Exception {
        var exam = exam(way);
        Queue<Integer> numbers = new ConcurrentLinkedQueue<>();
        try (var cable = new Cable(exam.port());
                var sender = Probe.connected(exam.url(), way.options());
                var probe = Probe.connected(cable.url(), way.options())) {
            settle(probe, way);
            probe.socket.on("number", Integer.class, numbers::add);
            var id = probe.socket.id();
            var sent = 0;
            for (var round = 0; round < 4; round++) {
                sender.socket.emit("number to all", sent, sent + 50);
                Probe.all(numbers, sent + 1);
                var clients = clients(sender, way);
                cable.plug(false);
                await().until(() -> !probe.socket.connected());
                await().until(() ->
                        clients(sender, way) < clients || !way.target().official());
                sender.socket.emit("number to all", sent + 50, sent + 200);
                assertThat(sender.ask("ack", "sent").size()).isEqualTo(1);
                cable.plug(true);
                probe.reaches("connect");
                sent += 200;
                assertThat(Probe.all(numbers, sent))
                        .isEqualTo(IntStream.range(0, sent).boxed().toList());
                assertThat(probe.socket.recovered()).isTrue();
                assertThat(probe.socket.id()).isEqualTo(id);
            }
        }
    }
}
