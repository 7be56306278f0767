package dev.sockeye.engineio.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that answer the polling requests of an open session wrongly, or not at all. */
final class HostilePollingTest {
    private static EngineClient client;

    @BeforeAll
    static void start() {
        client = EngineClient.start(true, 1);
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static Engine open(RawServer server, Recording told) {
        return open(server, told, options -> options);
    }

    private static Engine open(RawServer server, Recording told, UnaryOperator<EngineClientOptions.Builder> options) {
        return client.open(
                server.uri(),
                options.apply(EngineClientOptions.builder().transports("polling"))
                        .build(),
                told);
    }

    /** Answers the handshake, and all polls after it so; posts with ok. */
    private static RawServer opening(RawServer.Answering polls) throws IOException {
        return RawServer.answering((peer, request) -> {
            if (!request.target().contains("sid=")) {
                peer.ok(RawServer.open());
            } else if (request.method().equals("POST")) {
                peer.ok("ok");
            } else {
                polls.answer(peer, request);
            }
        });
    }

    @Test
    void whatIsGoodBeforeAMistakeIsDelivered() throws Exception {
        try (var server = opening((peer, request) -> peer.ok("4one\u001e4two\u001e9\u001e4three"))) {
            var told = new Recording();
            open(server, told);

            var end = told.awaitClose();

            assertThat(end.reason()).isEqualTo(CloseReason.PARSE_ERROR);
            assertThat(end.cause().orElseThrow()).hasMessage("server error: unknown packet type");
            assertThat(told.messages).containsExactly(Message.text("one"), Message.text("two"));
        }
    }

    @Test
    void aSecondOpenPacketIsAParseError() throws Exception {
        try (var server = opening((peer, request) -> peer.ok(RawServer.open()))) {
            var told = new Recording();
            open(server, told);

            assertThat(told.awaitClose().reason()).isEqualTo(CloseReason.PARSE_ERROR);
        }
    }

    @Test
    void aClosePacketIsTheServersWord() throws Exception {
        try (var server = opening((peer, request) -> peer.ok("1"))) {
            var told = new Recording();
            open(server, told);

            var end = told.awaitClose();

            assertThat(end.reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
            assertThat(end.cause().orElseThrow()).hasMessage("transport closed by the server");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n4a", "HTTP/1.1 5", "junk junk junk\r\n\r\n"})
    void anOpenConnectionEndsWithABrokenPoll(String bytes) throws Exception {
        try (var server = opening((peer, request) -> {
            peer.send(bytes);
            peer.socket.close();
        })) {
            var told = new Recording();
            open(server, told);
            told.awaitOpen();

            var end = told.awaitClose();

            assertThat(end.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
            assertThat(end.cause().orElseThrow()).hasMessageStartingWith("xhr poll error: ");
        }
    }

    @Test
    void anEndlessAnswerIsCutOff() throws Exception {
        try (var server = opening((peer, request) -> {
            peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                peer.send("400\r\n" + "4".repeat(1024) + "\r\n");
            }
        })) {
            var told = new Recording();
            open(server, told, options -> options.maxPayload(100_000));

            assertThat(told.awaitClose().cause().orElseThrow()).hasMessage("xhr poll error: an answer is too big");
        }
    }

    @Test
    void anAnswerThatAnnouncesTooMuchIsNotWaitedFor() throws Exception {
        try (var server = opening((peer, request) -> {
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100001\r\n\r\n");
            peer.awaitEnd();
        })) {
            var told = new Recording();
            open(server, told, options -> options.maxPayload(100_000));

            assertThat(told.awaitClose().cause().orElseThrow()).hasMessage("xhr poll error: an answer is too big");
        }
    }

    @Test
    void anAnswerWithTooManyPacketsIsAParseError() throws Exception {
        try (var server = opening((peer, request) -> peer.ok("6\u001e6\u001e6\u001e6"))) {
            var told = new Recording();
            open(server, told, options -> options.maxPacketsPerPayload(3));

            assertThat(told.awaitClose().reason()).isEqualTo(CloseReason.PARSE_ERROR);
        }
    }

    @Test
    void aRefusedPostTellsItsStatus() throws Exception {
        try (var server = RawServer.answering((peer, request) -> {
            if (!request.target().contains("sid=")) {
                peer.ok(RawServer.open());
            } else if (request.method().equals("POST")) {
                peer.answer(413, "");
            }
        })) {
            var told = new Recording();
            var engine = open(server, told);
            told.awaitOpen();

            engine.send(List.of(Message.text("too big")));

            var end = told.awaitClose();
            assertThat(end.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
            assertThat(end.cause().orElseThrow()).hasMessage("xhr post error: HTTP status 413");
            assertThat(end.cause().orElseThrow().status()).hasValue(413);
        }
    }

    @Test
    void aServerThatKeepsNoConnectionIsServedToo() throws Exception {
        var polls = new AtomicInteger();
        try (var server = RawServer.start(peer -> {
            var request = peer.request();
            var body = request.method().equals("POST")
                    ? "ok"
                    : request.target().contains("sid=") ? "4" + polls.incrementAndGet() : RawServer.open();
            if (polls.get() <= 20) {
                peer.answer(200, body, "Connection: close");
            } else {
                peer.awaitEnd();
            }
        })) {
            var told = new Recording();
            var engine = open(server, told);
            told.awaitOpen();
            engine.send(List.of(Message.text("a")));

            for (var i = 1; i <= 20; i++) {
                assertThat(told.awaitText()).isEqualTo(Integer.toString(i));
            }

            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
        }
    }

    @Test
    void aPollOnAConnectionThatHadGoneIsRepeated() throws Exception {
        var polls = new AtomicInteger();
        try (var server = opening((peer, request) -> {
            if (polls.incrementAndGet() == 1) {
                // As if the server had given up the idle connection just before the request came.
                peer.socket.close();
            } else if (polls.get() == 2) {
                peer.ok("4still here");
            } else {
                peer.awaitEnd();
            }
        })) {
            var told = new Recording();
            var engine = open(server, told);

            assertThat(told.awaitText()).isEqualTo("still here");
            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
        }
    }

    @Test
    void aPollIsRepeatedOnlyOnce() throws Exception {
        try (var server = opening((peer, request) -> peer.socket.close())) {
            var told = new Recording();
            open(server, told);

            assertThat(told.awaitClose().reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
            assertThat(server.requests).hasSize(3);
        }
    }

    @Test
    void aPostThatMayHaveArrivedIsNotRepeated() throws Exception {
        var posts = new AtomicInteger();
        try (var server = RawServer.answering((peer, request) -> {
            if (!request.target().contains("sid=")) {
                peer.ok(RawServer.open());
            } else if (request.method().equals("POST")) {
                if (posts.incrementAndGet() == 1) {
                    peer.ok("ok");
                } else {
                    peer.socket.close();
                }
            } else {
                peer.awaitEnd();
            }
        })) {
            var told = new Recording();
            var engine = open(server, told);
            told.awaitOpen();
            engine.send(List.of(Message.text("one")));
            while (!"drain".equals(told.events.poll(10, SECONDS))) {
                // The first one is to be answered.
            }

            engine.send(List.of(Message.text("two")));

            assertThat(told.awaitClose().cause().orElseThrow()).hasMessageStartingWith("xhr post error: ");
            assertThat(posts).hasValue(2);
        }
    }

    @Test
    void aConnectionIsNotReusedWhenTheServerIsAboutToCloseIt() throws Exception {
        var posts = new AtomicInteger();
        try (var server = RawServer.answering((peer, request) -> {
            if (!request.target().contains("sid=")) {
                peer.answer(200, RawServer.open());
            } else if (request.method().equals("POST")) {
                posts.incrementAndGet();
                peer.answer(200, "ok", "Keep-Alive: timeout=1");
            } else {
                peer.awaitEnd();
            }
        })) {
            var told = new Recording();
            var engine = open(server, told);
            told.awaitOpen();
            for (var i = 0; i < 2; i++) {
                engine.send(List.of(Message.text("m")));
                while (!"drain".equals(told.events.poll(10, SECONDS))) {
                    // It is to be answered.
                }
            }

            assertThat(posts).hasValue(2);
            assertThat(server.connections).hasValue(3);
            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
        }
    }

    @Test
    void aRequestThatTakesTooLongIsGivenUp() throws Exception {
        try (var server = opening((peer, request) -> peer.awaitEnd())) {
            var told = new Recording();
            open(server, told, options -> options.requestTimeout(Duration.ofMillis(200)));

            assertThat(told.awaitClose().cause().orElseThrow())
                    .hasMessage("xhr poll error: no answer within the request timeout");
        }
    }

    @Test
    void aFloodOfPingsIsAnsweredOnce() throws Exception {
        var pings = IntStream.range(0, 50_000).mapToObj(i -> "2").collect(Collectors.joining("\u001e"));
        var polls = new AtomicInteger();
        try (var server = opening((peer, request) -> {
            if (polls.incrementAndGet() == 1) {
                peer.ok(pings);
            } else {
                peer.awaitEnd();
            }
        })) {
            var told = new Recording();
            var engine = open(server, told);
            RawServer.Request post;
            do {
                post = server.requests.poll(10, SECONDS);
                assertThat(post).isNotNull();
            } while (post.method().equals("GET"));

            assertThat(post.body()).isEqualTo("3");
            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
        }
    }

    @Test
    void batchesStayWithinWhatTheServerTakes() throws Exception {
        try (var server = RawServer.answering((peer, request) -> {
            if (!request.target().contains("sid=")) {
                peer.ok(RawServer.open().replace("1000000", "100"));
            } else if (request.method().equals("POST")) {
                peer.ok("ok");
            } else {
                peer.awaitEnd();
            }
        })) {
            var told = new Recording();
            var engine = open(server, told);
            told.awaitOpen();
            engine.send(IntStream.range(0, 50)
                    .mapToObj(i -> Message.text("message " + i))
                    .toList());
            engine.send(List.of(Message.text("x".repeat(200))));
            engine.close();
            told.awaitClose();

            var bodies = server.requests.stream()
                    .filter(request -> request.method().equals("POST"))
                    .map(RawServer.Request::body)
                    .toList();
            assertThat(bodies).hasSizeGreaterThan(5);
            assertThat(bodies.stream().filter(body -> body.length() > 100)).containsExactly("4" + "x".repeat(200));
            assertThat(bodies.stream().collect(Collectors.joining("\u001e")).split("\u001e"))
                    .startsWith("4message 0", "4message 1", "4message 2")
                    .contains("4message 49");
        }
    }

    @Test
    void aServerOfRevision3IsUnderstoodInAllItsForms() throws Exception {
        var polls = new AtomicInteger();
        try (var server = RawServer.answering((peer, request) -> {
            if (!request.target().contains("sid=")) {
                var packet = RawServer.open();
                peer.ok(packet.length() + ":" + packet + "2:40");
            } else if (polls.incrementAndGet() == 1) {
                peer.send("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 7\r\n\r\n");
                peer.send(new byte[] {1, 4, (byte) 0xFF, 4, 1, 2, 3});
            } else {
                peer.awaitEnd();
            }
        })) {
            var told = new Recording();
            var engine = open(server, told, options -> options.revision(EngineRevision.V3));

            assertThat(told.awaitText()).isEqualTo("0");
            assertThat(told.awaitMessage().data().toByteArray()).containsExactly(1, 2, 3);
            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
        }
    }
}
