package dev.sockeye.engineio.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Message;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What both revisions do over each transport, against our own server. */
final class ConversationTest {
    private static EchoServer server;
    private static EngineClient client;

    @BeforeAll
    static void start() {
        server = EchoServer.start();
        client = EngineClient.start(true, 1);
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    static Stream<Arguments> ways() {
        return Stream.of(EngineRevision.values())
                .flatMap(
                        revision -> Stream.of(List.of("polling"), List.of("websocket"), List.of("polling", "websocket"))
                                .map(transports -> Arguments.of(revision, transports)));
    }

    private static EngineClientOptions.Builder options(EngineRevision revision, List<String> transports) {
        return EngineClientOptions.builder().revision(revision).transports(transports);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void textsAndBytesComeBackInOrder(EngineRevision revision, List<String> transports) {
        var told = new Recording();
        var engine = client.open(server.uri(), options(revision, transports).build(), told);
        told.awaitOpen();
        var sent = List.of(
                Message.text("hello"),
                Message.binary(Bytes.wrap(new byte[] {1, 2, 3})),
                Message.text("żółw €😀"),
                Message.text(""));

        engine.send(sent);

        for (var message : sent) {
            assertThat(told.awaitMessage()).isEqualTo(message);
        }
        engine.close();
        assertThat(told.awaitClose().reason()).isEqualTo(CloseReason.FORCED_CLOSE);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void forcedBase64ComesBackToo(EngineRevision revision, List<String> transports) {
        var told = new Recording();
        var engine = client.open(
                server.uri(), options(revision, transports).forceBase64(true).build(), told);
        var sent = Message.binary(Bytes.wrap(new byte[] {1, 2, 3}));

        engine.send(List.of(sent));

        assertThat(told.awaitMessage()).isEqualTo(sent);
        engine.close();
        told.awaitClose();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theServerLearnsOfTheEndAtOnce(EngineRevision revision, List<String> transports) throws Exception {
        server.closed.clear();
        var told = new Recording();
        var engine = client.open(server.uri(), options(revision, transports).build(), told);
        told.awaitOpen();
        if (transports.size() == 2) {
            assertThat(Recording.get(told.upgraded)).isEqualTo("websocket");
        }

        engine.close();

        assertThat(server.closed.poll(10, SECONDS)).isEqualTo(dev.sockeye.engineio.server.CloseReason.TRANSPORT_CLOSE);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatIsSentBeforeTheEndArrives(EngineRevision revision, List<String> transports) throws Exception {
        server.received.clear();
        var told = new Recording();
        var engine = client.open(server.uri(), options(revision, transports).build(), told);

        engine.send(List.of(Message.text("last words")));
        engine.close();

        assertThat(server.received.poll(10, SECONDS)).isEqualTo(Message.text("last words"));
        assertThat(told.awaitClose().reason()).isEqualTo(CloseReason.FORCED_CLOSE);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aLargeMessageComesBack(EngineRevision revision, List<String> transports) {
        var told = new Recording();
        var engine = client.open(server.uri(), options(revision, transports).build(), told);
        var text = "0123456789".repeat(90_000);

        engine.send(List.of(Message.text(text)));

        assertThat(told.awaitText()).isEqualTo(text);
        engine.close();
        told.awaitClose();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void compressedMessagesComeBack(EngineRevision revision, List<String> transports) {
        try (var compressing = EchoServer.start(options -> options.perMessageDeflate(OptionalInt.of(100)))) {
            var told = new Recording();
            var engine = client.open(
                    compressing.uri(),
                    options(revision, transports)
                            .perMessageDeflate(OptionalInt.of(100))
                            .build(),
                    told);
            for (var text : List.of("short", "0123456789".repeat(20_000))) {
                engine.send(List.of(Message.text(text), Message.text(text).compress(false)));
                assertThat(told.awaitText()).isEqualTo(text);
                assertThat(told.awaitText()).isEqualTo(text);
            }
            engine.close();
            told.awaitClose();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void heartbeatsKeepTheConnection(EngineRevision revision, List<String> transports) throws Exception {
        try (var hasty = EchoServer.start(
                options -> options.pingInterval(Duration.ofMillis(60)).pingTimeout(Duration.ofMillis(1000)))) {
            var told = new Recording();
            var engine = client.open(hasty.uri(), options(revision, transports).build(), told);
            told.awaitOpen();

            var beats = 0;
            while (beats < 5) {
                var event = told.events.poll(10, SECONDS);
                assertThat(event).isNotNull().isNotEqualTo("close");
                beats += event.equals(revision == EngineRevision.V4 ? "ping" : "pong") ? 1 : 0;
            }

            assertThat(hasty.engine.sessionCount()).isEqualTo(1);
            engine.close();
            told.awaitClose();
        }
    }
}
