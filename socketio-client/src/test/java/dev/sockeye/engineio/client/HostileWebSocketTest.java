package dev.sockeye.engineio.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.testkit.RawFrame;
import dev.sockeye.testkit.RawWebSocket;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that open a WebSocket wrongly, or send into it what they must not. */
final class HostileWebSocketTest {
    private static final String SWITCHING = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n";

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
                options.apply(EngineClientOptions.builder().transports("websocket"))
                        .build(),
                told);
    }

    private static EngineException refusal(RawServer.Script script) throws Exception {
        try (var server = RawServer.start(script)) {
            var told = new Recording();
            open(server, told);
            var end = told.awaitClose();
            assertThat(end.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
            assertThat(told.events).containsExactly("close");
            return end.cause().orElseThrow();
        }
    }

    /** Opens a WebSocket and the session in it, does what the test says, and returns how it ended. */
    private static EngineClosed ending(RawServer.Script then) throws Exception {
        return ending(then, options -> options);
    }

    private static EngineClosed ending(RawServer.Script then, UnaryOperator<EngineClientOptions.Builder> options)
            throws Exception {
        try (var server = RawServer.start(peer -> {
            peer.accept(peer.request());
            peer.text(RawServer.open());
            then.serve(peer);
            peer.awaitEnd();
        })) {
            var told = new Recording();
            open(server, told, options);
            told.awaitOpen();
            return told.awaitClose();
        }
    }

    @Test
    void aRefusalTellsStatusAndText() throws Exception {
        var cause = refusal(peer -> {
            peer.request();
            peer.answer(400, "Unsupported protocol version", "Connection: close");
        });

        assertThat(cause).hasMessage("websocket error: HTTP status 400");
        assertThat(cause.transport()).isEqualTo("websocket");
        assertThat(cause.status()).hasValue(400);
        assertThat(cause.body()).hasValue("Unsupported protocol version");
    }

    @Test
    void aRefusalWrittenIntoTheWebSocketIsUnderstood() throws Exception {
        var cause = refusal(peer -> {
            peer.accept(peer.request());
            peer.send("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-type: text/html\r\n"
                    + "Content-Length: 28\r\n\r\nUnsupported protocol version");
        });

        assertThat(cause.status()).hasValue(400);
        assertThat(cause.body()).hasValue("Unsupported protocol version");
    }

    @Test
    void aRedirectIsNotFollowedButTold() throws Exception {
        var cause = refusal(peer -> {
            peer.request();
            peer.answer(301, "", "Location: wss://elsewhere.example/");
        });

        assertThat(cause).hasMessage("websocket error: HTTP status 301 to wss://elsewhere.example/");
    }

    @Test
    void anEndlessRefusalIsCutOff() throws Exception {
        var cause = refusal(peer -> {
            peer.request();
            peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                peer.send("400\r\n" + "x".repeat(1024) + "\r\n");
            }
        });

        assertThat(cause.status()).hasValue(200);
        assertThat(cause.body().orElseThrow()).hasSize(Failures.LONGEST_BODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "junk\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
                SWITCHING + "Upgrade: websocket\r\nSec-WebSocket-Accept: " + RawWebSocket.ACCEPT + "\r\n\r\n",
                SWITCHING + "Upgrade: h2c\r\nSec-WebSocket-Accept: " + RawWebSocket.ACCEPT + "\r\n\r\n",
            })
    void aHandshakeThatIsNotAnsweredProperlyFails(String answer) throws Exception {
        var cause = refusal(peer -> {
            peer.request();
            peer.send(answer);
        });

        assertThat(cause).hasMessageStartingWith("websocket error: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-WebSocket-Extensions: permessage-deflate",
                "Sec-WebSocket-Extensions: permessage-bzip2",
                "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_max_window_bits=9",
                "Sec-WebSocket-Protocol: never-offered",
            })
    void whatWasNotOfferedIsNotAccepted(String header) throws Exception {
        var cause = refusal(peer -> {
            peer.accept(peer.request(), header);
            peer.awaitEnd();
        });

        assertThat(cause).hasMessageContaining("does not answer what was asked");
    }

    @Test
    void compressionThatWasNotOfferedIsNotAccepted() throws Exception {
        try (var server = RawServer.start(peer -> {
            peer.accept(
                    peer.request(),
                    "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover");
            peer.awaitEnd();
        })) {
            var told = new Recording();
            open(server, told, options -> options.perMessageDeflate(OptionalInt.empty()));

            assertThat(told.awaitClose().cause().orElseThrow()).hasMessageContaining("Sec-WebSocket-Extensions");
        }
    }

    @Test
    void framesBehindTheHandshakeInOnePacketAreRead() throws Exception {
        var open = RawServer.open();
        try (var server = RawServer.start(peer -> {
            var request = peer.request();
            var frames = new ByteArrayOutputStream();
            frames.write(new RawFrame(true, 0, RawFrame.TEXT, false, open.getBytes(UTF_8)).encode());
            frames.write(new RawFrame(true, 0, RawFrame.TEXT, false, "4at once".getBytes(UTF_8)).encode());
            peer.accept(request, frames.toByteArray());
            peer.awaitEnd();
        })) {
            var told = new Recording();
            var engine = open(server, told);

            assertThat(told.awaitText()).isEqualTo("at once");
            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0{}", "4hello", "9", "2", "hello"})
    void aWrongOpenPacketIsAServerError(String first) throws Exception {
        var cause = refusal(peer -> {
            peer.accept(peer.request());
            peer.text(first);
            peer.awaitEnd();
        });

        assertThat(cause).hasMessageStartingWith("server error: ");
    }

    @Test
    void bytesBeforeTheOpenPacketAreAServerError() throws Exception {
        var cause = refusal(peer -> {
            peer.accept(peer.request());
            peer.frame(RawFrame.BINARY, new byte[] {1, 2});
            peer.awaitEnd();
        });

        assertThat(cause).hasMessage("server error: a message before the open packet");
    }

    @Test
    void aWebSocketThatClosesBeforeTheOpenPacketCouldNotBeOpened() throws Exception {
        var cause = refusal(peer -> {
            peer.accept(peer.request());
            peer.frame(RawFrame.CLOSE, new byte[] {});
            peer.awaitEnd();
        });

        assertThat(cause).hasMessage("websocket connection closed: code 1005");
    }

    @Test
    void aServerThatNeverOpensTheSessionIsTimedOut() throws Exception {
        try (var server = RawServer.start(peer -> {
            peer.accept(peer.request());
            peer.awaitEnd();
        })) {
            var told = new Recording();
            open(server, told, options -> options.timeout(Duration.ofMillis(200)));

            assertThat(told.awaitClose().cause().orElseThrow()).hasMessage("timeout");
        }
    }

    @Test
    void aMaskedFrameFailsTheTransport() throws Exception {
        var end = ending(peer -> peer.send(RawFrame.text("4hello").encode()));

        assertThat(end.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
        assertThat(end.cause().orElseThrow()).hasMessage("websocket error: a server's frame is masked");
    }

    @Test
    void aReservedBitFailsTheTransport() throws Exception {
        var end = ending(
                peer -> peer.send(new RawFrame(true, 4, RawFrame.TEXT, false, "4hello".getBytes(UTF_8)).encode()));

        assertThat(end.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
    }

    @Test
    void textThatIsNotUtf8FailsTheTransport() throws Exception {
        var end = ending(peer -> peer.frame(RawFrame.TEXT, new byte[] {'4', (byte) 0xC0, (byte) 0x80}));

        assertThat(end.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
    }

    @Test
    void aMessageThatIsTooBigFailsTheTransport() throws Exception {
        var end = ending(peer -> peer.text("4" + "x".repeat(10_000)), options -> options.maxPayload(10_000));

        assertThat(end.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
        assertThat(end.cause().orElseThrow()).hasMessage("websocket error: a message is too big");
    }

    @Test
    void aMessageWithoutEndFailsTheTransport() throws Exception {
        var end = ending(
                peer -> {
                    peer.send(new RawFrame(false, 0, RawFrame.TEXT, false, "4".getBytes(UTF_8)).encode());
                    while (true) {
                        peer.send(new RawFrame(false, 0, RawFrame.CONTINUATION, false, new byte[1000]).encode());
                    }
                },
                options -> options.maxPayload(1_000_000));

        assertThat(end.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "x", "b!!!!", "0{\"sid\":\"again\"}"})
    void anUndecodablePacketIsAParseError(String packet) throws Exception {
        var end = ending(peer -> {
            peer.text("4good");
            peer.text(packet);
        });

        assertThat(end.reason()).isEqualTo(CloseReason.PARSE_ERROR);
        assertThat(end.cause().orElseThrow()).hasMessageStartingWith("server error: ");
    }

    @Test
    void aCloseFrameIsTheServersWord() throws Exception {
        var end = ending(peer -> peer.frame(RawFrame.CLOSE, new byte[] {3, (byte) 0xE9}));

        assertThat(end.reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
        assertThat(end.cause().orElseThrow()).hasMessage("websocket connection closed: code 1001");
    }

    @Test
    void aCutConnectionIsATransportClose() throws Exception {
        var end = ending(peer -> peer.socket.close());

        assertThat(end.reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
    }

    @Test
    void aResetConnectionIsATransportClose() throws Exception {
        var end = ending(peer -> {
            peer.socket.setSoLinger(true, 0);
            peer.socket.close();
        });

        assertThat(end.reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
    }

    @Test
    void packetsThatMeanNothingOnAWebSocketAreIgnored() throws Exception {
        var end = ending(peer -> {
            peer.text("1");
            peer.text("6");
            peer.text("5");
            peer.text("3probe");
            peer.text("4after");
            peer.frame(RawFrame.CLOSE, new byte[] {});
        });

        assertThat(end.reason()).isEqualTo(CloseReason.TRANSPORT_CLOSE);
    }

    @Test
    void aFloodOfPingsOfBothKindsIsAnswered() throws Exception {
        var pongs = new CompletableFuture<Integer>();
        try (var server = RawServer.start(peer -> {
            peer.accept(peer.request());
            peer.text(RawServer.open());
            for (var i = 0; i < 20_000; i++) {
                peer.text("2");
                peer.frame(RawFrame.PING, new byte[] {1});
            }
            peer.text("4over");
            var seen = 0;
            for (var frame = peer.next();
                    !(frame.opcode() == RawFrame.TEXT && frame.text().startsWith("4")); ) {
                seen++;
                frame = peer.next();
            }
            pongs.complete(seen);
            peer.awaitEnd();
        })) {
            var told = new Recording();
            var engine = open(server, told);
            assertThat(told.awaitText()).isEqualTo("over");
            engine.send(List.of(Message.text("enough")));

            assertThat(Recording.get(pongs)).isBetween(2, 40_000);
            engine.abort(CloseReason.FORCED_CLOSE);
            told.awaitClose();
        }
    }

    @Test
    void aServerThatDoesNotAnswerTheCloseFrameIsLeft() throws Exception {
        try (var server = RawServer.start(peer -> {
            peer.accept(peer.request());
            peer.text(RawServer.open());
            peer.awaitEnd();
        })) {
            var told = new Recording();
            var own = EngineClient.start(true, 1);
            var engine = own.open(
                    server.uri(),
                    EngineClientOptions.builder()
                            .transports("websocket")
                            .closeTimeout(Duration.ofMillis(200))
                            .build(),
                    told);
            told.awaitOpen();

            engine.close();

            assertThat(told.awaitClose().reason()).isEqualTo(CloseReason.FORCED_CLOSE);
            own.close();
        }
    }
}
