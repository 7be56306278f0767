package dev.sockeye.interop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.engineio.client.CloseReason;
import dev.sockeye.engineio.client.Engine;
import dev.sockeye.engineio.client.EngineClient;
import dev.sockeye.engineio.client.EngineClientOptions;
import dev.sockeye.engineio.client.EngineClosed;
import dev.sockeye.engineio.client.EngineException;
import dev.sockeye.engineio.client.EngineListener;
import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Handshake;
import dev.sockeye.engineio.protocol.Message;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Our Engine.IO client and the official servers: engine.io 3.6 and 6.6, the latter for revision 3 too. */
class EngineClientTest {
    private static OfficialEngines servers;
    private static EngineClient client;

    @BeforeAll
    static void begin() throws Exception {
        servers = OfficialEngines.begin();
        client = EngineClient.start(true, 1);
    }

    @AfterAll
    static void end() {
        client.close();
        servers.close();
    }

    /** A listener that writes down what it is told. */
    private static final class Told implements EngineListener {
        final CompletableFuture<Handshake> opened = new CompletableFuture<>();
        final CompletableFuture<String> upgraded = new CompletableFuture<>();
        final CompletableFuture<EngineClosed> closed = new CompletableFuture<>();
        final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
        final AtomicInteger beats = new AtomicInteger();

        @Override
        public void onOpen(Engine engine, Handshake handshake) {
            opened.complete(handshake);
        }

        @Override
        public void onMessage(Message message) {
            messages.add(message);
        }

        @Override
        public void onPing() {
            beats.incrementAndGet();
        }

        @Override
        public void onPong(Duration latency) {
            beats.incrementAndGet();
        }

        @Override
        public void onUpgrade(String transport) {
            upgraded.complete(transport);
        }

        @Override
        public void onClose(EngineClosed end) {
            assertThat(closed.complete(end)).isTrue();
        }

        Message next() throws InterruptedException {
            Message message = messages.poll(10, SECONDS);
            assertThat(message).as("a message; the end: %s", closed).isNotNull();
            return message;
        }

        EngineClosed end() {
            return closed.orTimeout(10, SECONDS).join();
        }
    }

    /** The server's generation, the revision spoken, the transports. */
    static Stream<Arguments> ways() {
        return Stream.of("polling", "websocket", "polling,websocket")
                .flatMap(transports -> Stream.of(
                        Arguments.of(3, EngineRevision.V3, transports),
                        Arguments.of(4, EngineRevision.V4, transports),
                        Arguments.of(4, EngineRevision.V3, transports)));
    }

    private static EngineClientOptions.Builder options(EngineRevision revision, String transports) {
        return EngineClientOptions.builder().revision(revision).transports(List.of(transports.split(",")));
    }

    private static URI server(int generation, String more) {
        return servers.start(generation, "{\"allowEIO3\":true" + (more.isEmpty() ? "" : "," + more) + "}");
    }

    private static void finish(URI server, Engine engine, Told told) {
        engine.close();
        assertThat(told.end().reason()).isEqualTo(CloseReason.FORCED_CLOSE);
        await().until(() -> servers.clients(server) == 0);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void everythingComesBackInOrder(int generation, EngineRevision revision, String transports) throws Exception {
        URI server = server(generation, "\"perMessageDeflate\":{\"threshold\":1024}");
        Told told = new Told();
        Engine engine = client.open(server, options(revision, transports).build(), told);
        List<Message> sent = List.of(
                Message.text("hello"),
                Message.binary(Bytes.wrap(new byte[] {0, 1, (byte) 255})),
                Message.text("żółw €😀"),
                Message.text("0123456789".repeat(50_000)),
                Message.binary(Bytes.wrap(new byte[200_000])),
                Message.text(" "));

        for (Message message : sent) {
            engine.send(List.of(message));
        }

        for (Message message : sent) {
            assertThat(told.next()).isEqualTo(message);
        }
        finish(server, engine, told);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void base64ComesBack(int generation, EngineRevision revision, String transports) throws Exception {
        URI server = server(generation, "");
        Told told = new Told();
        Engine engine = client.open(
                server, options(revision, transports).forceBase64(true).build(), told);
        Message sent = Message.binary(Bytes.wrap(new byte[] {0, 1, (byte) 255}));

        engine.send(List.of(sent));

        assertThat(told.next()).isEqualTo(sent);
        finish(server, engine, told);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void nothingIsLostWhileBothSidesSendAndTheTransportChanges(
            int generation, EngineRevision revision, String transports) throws Exception {
        URI server = server(generation, "");
        for (int round = 0; round < 10; round++) {
            Told told = new Told();
            Engine engine = client.open(server, options(revision, transports).build(), told);
            engine.send(List.of(Message.text("count")));
            for (int i = 0; i < 200; i++) {
                engine.send(List.of(Message.text("e" + i)));
                if (i % 20 == 0) {
                    told.opened.orTimeout(10, SECONDS).join();
                    assertThat(told.closed).isNotDone();
                    Thread.onSpinWait();
                }
            }
            int numbers = 0;
            int echoes = 0;
            while (numbers + echoes < 400) {
                String text = told.next().data().utf8();
                assertThat(text).isEqualTo(text.charAt(0) == 'n' ? "n" + numbers++ : "e" + echoes++);
            }
            assertThat(numbers).isEqualTo(200);
            finish(server, engine, told);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void heartbeatsKeepTheConnection(int generation, EngineRevision revision, String transports) {
        URI server = server(generation, "\"pingInterval\":150,\"pingTimeout\":1000");
        Told told = new Told();
        Engine engine = client.open(server, options(revision, transports).build(), told);

        await().until(() -> told.beats.get() >= 10);

        assertThat(servers.clients(server)).isEqualTo(1);
        finish(server, engine, told);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theServersEndIsSeen(int generation, EngineRevision revision, String transports) throws Exception {
        URI server = server(generation, "");
        for (String word : List.of("close", "cut")) {
            Told told = new Told();
            Engine engine = client.open(server, options(revision, transports).build(), told);
            engine.send(List.of(Message.text("a")));
            told.next();
            if (transports.contains(",")) {
                told.upgraded.orTimeout(10, SECONDS).join();
            }

            engine.send(List.of(Message.text(word)));

            assertThat(told.end().reason())
                    .isIn(
                            CloseReason.TRANSPORT_CLOSE,
                            // A poll without an answer is no word of the server.
                            word.equals("cut") && transports.equals("polling")
                                    ? CloseReason.TRANSPORT_ERROR
                                    : CloseReason.TRANSPORT_CLOSE);
        }
        await().until(() -> servers.clients(server) == 0);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aBacklogIsCutIntoBodiesThatTheServerTakes(int generation, EngineRevision revision, String transports)
            throws Exception {
        URI server = server(generation, "\"maxHttpBufferSize\":1000000");
        Told told = new Told();
        Engine engine = client.open(server, options(revision, transports).build(), told);
        engine.send(IntStream.range(0, 400)
                .mapToObj(i -> Message.text(i + " " + "x".repeat(10_000)))
                .toList());

        for (int i = 0; i < 400; i++) {
            assertThat(told.next().data().utf8()).startsWith(i + " ");
        }
        finish(server, engine, told);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void closingAtAnyMomentLeavesNoSession(int generation, EngineRevision revision, String transports) {
        URI server = server(generation, "");
        for (int round = 0; round < 30; round++) {
            Told told = new Told();
            Engine engine = client.open(server, options(revision, transports).build(), told);
            for (int i = 0; i < 3_000 * round; i++) {
                Thread.onSpinWait();
            }
            engine.close();
            assertThat(told.end().reason()).isEqualTo(CloseReason.FORCED_CLOSE);
        }
        await().until(() -> servers.clients(server) == 0);
    }

    @Test
    void aRevisionThatTheServerDoesNotSpeakIsToldSo() {
        URI modern = servers.start(4, "{}");
        URI old = servers.start(3, "{}");

        var polling = failure(modern, options(EngineRevision.V3, "polling"));
        assertThat(polling.status()).hasValue(400);
        assertThat(polling.body().orElseThrow()).contains("\"code\":5").contains("Unsupported protocol version");

        var webSocket = failure(modern, options(EngineRevision.V3, "websocket"));
        assertThat(webSocket.status()).hasValue(400);
        assertThat(webSocket.body()).hasValue("Unsupported protocol version");

        var behind = failure(old, options(EngineRevision.V4, "polling"));
        assertThat(behind).hasMessageStartingWith("server error: ");
        assertThat(behind.body().orElseThrow()).startsWith("97:0{");
    }

    private static EngineException failure(URI server, EngineClientOptions.Builder options) {
        Told told = new Told();
        client.open(server, options.build(), told);
        EngineClosed end = told.end();
        assertThat(end.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
        return end.cause().orElseThrow();
    }
}
