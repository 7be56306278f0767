package dev.sockeye.interop.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sockeye.socketio.client.ConnectFailedException;
import dev.sockeye.socketio.client.Socket;
import dev.sockeye.socketio.events.AckTimeoutException;
import dev.sockeye.socketio.events.TypeRef;
import java.time.Duration;
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
import tools.jackson.databind.JsonNode;

/** What the Java client does while nothing goes wrong, with servers of all generations, over each transport. */
class JavaClientTest {
    private static final Map<Target, Exam> EXAMS = new EnumMap<>(Target.class);

    /** Is a value with text that is not ASCII, binary within, and nothing. */
    @SuppressWarnings("ArrayRecordComponent") // That it can be one is what is tested.
    private record Thing(String name, double weight, byte[] picture, List<Integer> numbers) {}

    private record Welcome(String id, boolean recovered) {}

    private record Hint(int code, String hint) {}

    static Stream<Way> ways() {
        return Way.all();
    }

    @AfterAll
    static void stop() {
        EXAMS.values().forEach(Exam::close);
        EXAMS.clear();
    }

    private static String url(Way way) {
        return EXAMS.computeIfAbsent(way.target(), Exam::start).url();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void connectsWithTheIdThatTheServerKnows(Way way) throws Exception {
        Queue<Welcome> welcomes = new ConcurrentLinkedQueue<>();
        try (var probe = new Probe(url(way), way.options().autoConnect(false))) {
            probe.socket.on("welcome", Welcome.class, welcomes::add);
            assertThat(probe.socket.id()).isEmpty();

            var joined = probe.socket.connect().get(15, TimeUnit.SECONDS);

            assertThat(joined).isSameAs(probe.socket);
            var welcome = Probe.all(welcomes, 1).get(0);
            assertThat(probe.socket.id()).contains(welcome.id());
            assertThat(probe.socket.recovered()).isFalse();
            await().untilAsserted(() -> assertThat(probe.ask("transport").get(0, String.class))
                    .isEqualTo(way.transport().last()));
            assertThat(probe.socket.io().engine().orElseThrow().transport())
                    .isEqualTo(way.transport().last());
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void valuesComeBackAsTheyWent(Way way) throws Exception {
        try (var probe = Probe.connected(url(way), way.options())) {
            var thing = new Thing("Grüße, 世界 🐟", 0.5, new byte[] {0, 1, -1, 127, -128}, List.of(1, 2, 3));
            Queue<JsonNode> trees = new ConcurrentLinkedQueue<>();
            Queue<Thing> things = new ConcurrentLinkedQueue<>();
            probe.socket.on("echo", (args, ack) -> {
                trees.add(args.tree(0));
                things.add(args.get(1, Thing.class));
                assertThat(args.optional(2, String.class)).isEmpty();
            });

            probe.socket.emit("echo", Map.of("deep", List.of(1, 2.5, true, "x")), thing, null);

            assertThat(Probe.all(trees, 1).get(0).toString()).isEqualTo("{\"deep\":[1,2.5,true,\"x\"]}");
            assertThat(Probe.all(things, 1).get(0)).usingRecursiveComparison().isEqualTo(thing);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void acknowledgesInBothDirections(Way way) throws Exception {
        try (var probe = Probe.connected(url(way), way.options())) {
            var answer = probe.ask("ack", "text", 42, new byte[] {7, 8});
            assertThat(answer.size()).isEqualTo(3);
            assertThat(answer.get(1, Integer.class)).isEqualTo(42);
            assertThat(answer.get(2, byte[].class)).containsExactly(7, 8);

            Queue<List<Object>> answered = new ConcurrentLinkedQueue<>();
            probe.socket.on("question", Integer.class, byte[].class, (n, bytes, ack) -> ack.send(n + 1, bytes));
            probe.socket.on(
                    "answered", Integer.class, byte[].class, (n, bytes) -> answered.add(List.of(n, bytes.length)));
            probe.socket.emit("ask", 1, new byte[100]);
            assertThat(Probe.all(answered, 1)).containsExactly(List.of(2, 100));
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void slowAnswersAreAwaitedAndMissingOnesTimeOut(Way way) throws Exception {
        try (var probe = Probe.connected(url(way), way.options())) {
            var slow = probe.socket.timeout(Duration.ofSeconds(10)).emitWithAck("slow", 300);
            var never = probe.socket.timeout(Duration.ofMillis(200)).emitWithAck("never");

            assertThatThrownBy(() -> never.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(AckTimeoutException.class);
            assertThat(slow.get(10, TimeUnit.SECONDS).get(0, String.class)).isEqualTo("late");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void handlerMayWaitForAnAnswerOfItsOwnSocket(Way way) throws Exception {
        try (var probe = Probe.connected(url(way), way.options())) {
            Queue<String> heard = new ConcurrentLinkedQueue<>();
            probe.socket.on(
                    "echo",
                    String.class,
                    text -> heard.add(text
                            + probe.socket
                                    .emitWithAck("ack", "!")
                                    .get(10, TimeUnit.SECONDS)
                                    .get(0, String.class)));

            probe.socket.emit("echo", "a");
            probe.socket.emit("echo", "b");

            assertThat(Probe.all(heard, 2)).containsExactly("a!", "b!");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void namespacesShareAConnectionAndOneThatIsRefusedDisturbsNoOther(Way way) throws Exception {
        try (var probe = Probe.connected(url(way), way.options())) {
            var chat = probe.client.socket(url(way) + "/chat", way.options().build());
            Queue<ConnectFailedException> failures = new ConcurrentLinkedQueue<>();
            var guarded = probe.client.socket(
                    url(way) + "/guarded", way.options().build(), socket -> socket.onConnectError(failures::add));

            var refusal = Probe.all(failures, 1).get(0);
            assertThat(chat.io()).isSameAs(probe.socket.io());
            assertThat(guarded.io()).isSameAs(probe.socket.io());
            assertThat(refusal.refused()).isTrue();
            assertThat(refusal.retried()).isFalse();
            if (!way.target().old()) {
                assertThat(refusal).hasMessage("Not authorized");
            }
            assertThat(refusal.data().orElseThrow().get(0, Hint.class)).isEqualTo(new Hint(401, "token"));
            assertThat(guarded.active()).isFalse();
            chat.connect().get(15, TimeUnit.SECONDS);
            assertThat(chat.emitWithAck("ack", "still")
                            .get(15, TimeUnit.SECONDS)
                            .get(0, String.class))
                    .isEqualTo("still");
            assertThat(probe.ask("ack", "here").get(0, String.class)).isEqualTo("here");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void credentialsAreAskedForAtEachJoining(Way way) throws Exception {
        Queue<String> tokens = new ConcurrentLinkedQueue<>(List.of("wrong", "let-me-in", "let-me-in"));
        var options = way.options().autoConnect(false);
        if (way.target().old()) {
            options.namespaceQuery(Map.of("token", "let-me-in"));
        } else {
            options.auth(() -> Map.of("token", tokens.remove()));
        }
        try (var probe = new Probe(url(way) + "/guarded", options)) {
            if (!way.target().old()) {
                var refused = probe.socket.connect();
                assertThatThrownBy(() -> refused.get(15, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(ConnectFailedException.class)
                        .hasMessageContaining("Not authorized");
            }
            probe.socket.connect().get(15, TimeUnit.SECONDS);
            var auth = probe.ask("handshake").tree(0).get("auth");
            assertThat(auth.get("token").asString()).isEqualTo("let-me-in");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void headersAndQueryReachTheServer(Way way) throws Exception {
        var options = way.options()
                .query(Map.of("color", "blue & green"))
                .extraHeaders(Map.of("X-Sent-By", List.of("a test")));
        try (var probe = Probe.connected(url(way), options)) {
            var handshake = probe.ask("handshake").tree(0);
            assertThat(handshake.get("query").get("color").asString()).isEqualTo("blue & green");
            assertThat(handshake.get("headers").get("x-sent-by").asString()).isEqualTo("a test");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void manyEventsComeInOrderWhileTheConnectionChanges(Way way) throws Exception {
        Queue<Integer> numbers = new ConcurrentLinkedQueue<>();
        Queue<Integer> echoes = new ConcurrentLinkedQueue<>();
        try (var probe = new Probe(url(way), way.options())) {
            probe.socket.on("burst", Integer.class, numbers::add);
            probe.socket.on("echo", Integer.class, echoes::add);
            probe.socket.emit("burst", 3_000);
            for (var i = 0; i < 3_000; i++) {
                probe.socket.emit("echo", i);
            }

            var expected = IntStream.range(0, 3_000).boxed().toList();
            assertThat(Probe.all(numbers, 3_000)).isEqualTo(expected);
            assertThat(Probe.all(echoes, 3_000)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void largeMessagesPass(Way way) throws Exception {
        try (var probe = Probe.connected(url(way), way.options())) {
            var text = "ä".repeat(200_000);
            var bytes = new byte[500_000];
            bytes[499_999] = 9;

            var answer = probe.ask("ack", text, bytes);

            assertThat(answer.get(0, String.class)).isEqualTo(text);
            assertThat(answer.get(1, byte[].class)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void roomsAndCatchAllsWork(Way way) throws Exception {
        try (var one = Probe.connected(url(way), way.options());
                var other = Probe.connected(url(way), way.options())) {
            Queue<String> heard = new ConcurrentLinkedQueue<>();
            Queue<String> sent = new ConcurrentLinkedQueue<>();
            for (var probe : List.of(one, other)) {
                assertThat(probe.ask("join", "room " + way).get(0, String.class))
                        .isEqualTo("joined");
                probe.socket.onAny((event, args, ack) -> heard.add(event + " " + args.get(0, String.class)));
            }
            other.socket.onAnyOutgoing((event, args) -> sent.add(event));

            other.socket.emit("say", "room " + way, "hello");

            assertThat(Probe.all(heard, 2)).containsExactly("said hello", "said hello");
            assertThat(sent).containsExactly("say");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void functionsAnswerTheServer(Way way) throws Exception {
        try (var probe = Probe.connected(url(way), way.options())) {
            Queue<JsonNode> answered = new ConcurrentLinkedQueue<>();
            probe.socket.onRequest("question", TypeRef.of(Integer.class), n -> Map.of("twice", 2 * n));
            probe.socket.on("answered", JsonNode.class, answered::add);

            probe.socket.emit("ask", 21);
            probe.socket.emit("ask", "not a number");

            var answers = Probe.all(answered, 2);
            assertThat(answers.get(0).get("twice").asInt()).isEqualTo(42);
            assertThat(answers.get(1).get("error").get("code").asString()).isEqualTo("invalid_argument");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void leavingClosesTheConnectionAndComingBackOpensAnother(Way way) throws Exception {
        try (var probe = Probe.connected(url(way), way.options())) {
            var before = probe.socket.id();
            Socket socket = probe.socket;

            socket.disconnect();
            assertThat(socket.connected()).isFalse();
            probe.reaches("disconnect io client disconnect");
            await().untilAsserted(() -> assertThat(socket.io().engine()).isEmpty());
            socket.emit("echo", "kept until later");
            Queue<String> heard = new ConcurrentLinkedQueue<>();
            socket.on("echo", String.class, heard::add);
            socket.connect().get(15, TimeUnit.SECONDS);

            assertThat(Probe.all(heard, 1)).containsExactly("kept until later");
            assertThat(socket.id()).isPresent().isNotEqualTo(before);
        }
    }
}
