package dev.sockeye.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that do not open a session over polling, or not properly. */
final class HostileOpeningTest {
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

    /** Opens a connection to a server that answers every first request so, and returns how it ended. */
    private static EngineException refusal(RawServer.Script script) throws Exception {
        try (var server = RawServer.start(script)) {
            var told = new Recording();
            open(server, told);
            return refused(told);
        }
    }

    private static EngineException refused(Recording told) {
        var end = told.awaitClose();
        assertThat(end.reason()).isEqualTo(CloseReason.TRANSPORT_ERROR);
        assertThat(told.events).containsExactly("close");
        return end.cause().orElseThrow();
    }

    @Test
    void aRefusalTellsStatusAndBody() throws Exception {
        var cause = refusal(peer -> {
            peer.request();
            peer.answer(400, "{\"code\":5,\"message\":\"Unsupported protocol version\"}");
        });

        assertThat(cause).hasMessage("xhr poll error: HTTP status 400");
        assertThat(cause.transport()).isEqualTo("polling");
        assertThat(cause.status()).hasValue(400);
        assertThat(cause.body()).hasValue("{\"code\":5,\"message\":\"Unsupported protocol version\"}");
    }

    @Test
    void aRedirectIsNotFollowedButTold() throws Exception {
        var cause = refusal(peer -> {
            peer.request();
            peer.answer(302, "", "Location: https://elsewhere.example/");
        });

        assertThat(cause).hasMessage("xhr poll error: HTTP status 302 to https://elsewhere.example/");
    }

    @Test
    void anEndlessRefusalIsCutOff() throws Exception {
        var cause = refusal(peer -> {
            peer.request();
            peer.send("HTTP/1.1 502 Bad Gateway\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                peer.send("400\r\n" + "x".repeat(1024) + "\r\n");
            }
        });

        assertThat(cause.status()).hasValue(502);
        assertThat(cause.body().orElseThrow()).hasSize(Failures.LONGEST_BODY);
    }

    @Test
    void aRefusalWithoutALengthEndsWithTheConnection() throws Exception {
        var cause = refusal(peer -> {
            peer.request();
            peer.send("HTTP/1.0 503 Busy\r\n\r\ncome again");
        });

        assertThat(cause.status()).hasValue(503);
        assertThat(cause.body()).hasValue("come again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-OpenSSH_9.9\r\n",
                "HTTP/1.1 ",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0{\"sid\":",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
            })
    void whatIsNoWholeAnswerIsAnError(String bytes) throws Exception {
        var cause = refusal(peer -> {
            peer.request();
            peer.send(bytes);
        });

        assertThat(cause).hasMessageStartingWith("xhr poll error: ");
        assertThat(cause.status()).isEmpty();
    }

    @Test
    void anotherProtocolIsNotSwitchedTo() throws Exception {
        var cause = refusal(peer -> {
            peer.request();
            peer.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n");
            peer.awaitEnd();
        });

        assertThat(cause).hasMessageContaining("another protocol");
    }

    @Test
    void aConnectionClosedAtOnceIsAnError() throws Exception {
        assertThat(refusal(peer -> {})).hasMessageStartingWith("xhr poll error: ");
    }

    @Test
    void aPortOnWhichNobodyListensIsAnError() throws Exception {
        var server = RawServer.start(peer -> {});
        server.close();
        var told = new Recording();
        open(server, told);

        assertThat(refused(told)).hasMessageStartingWith("xhr poll error: ").hasMessageContaining("refused");
    }

    @Test
    void aNameThatDoesNotExistIsAnError() {
        var told = new Recording();
        client.open(URI.create("http://nobody.invalid"), EngineClientOptions.defaults(), told);

        assertThat(refused(told)).hasMessageContaining("nobody.invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "0",
                "0{}",
                "0[]",
                "0{\"sid\":5,\"upgrades\":[],\"pingInterval\":1,\"pingTimeout\":1}",
                "0{\"sid\":\"a\",\"upgrades\":[1],\"pingInterval\":1,\"pingTimeout\":1}",
                "0{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":-1,\"pingTimeout\":1}",
                "0{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":1e99,\"pingTimeout\":1}",
                "4hello",
                "2",
                "97:0{\"sid\":\"a\"}2:40",
                "b4AAA",
                "7",
            })
    void aWrongOpenPacketIsAServerError(String body) throws Exception {
        var cause = refusal(peer -> {
            peer.request();
            peer.ok(body);
            peer.awaitEnd();
        });

        assertThat(cause).hasMessageStartingWith("server error: ");
    }

    @Test
    void theWrongBodyIsToldSoThatAnotherRevisionCanBeTried() throws Exception {
        var cause = refusal(peer -> {
            peer.request();
            peer.ok("97:0{\"sid\":\"a\"}2:40");
            peer.awaitEnd();
        });

        assertThat(cause.body()).hasValue("97:0{\"sid\":\"a\"}2:40");
    }

    @Test
    void aServerThatSaysNothingIsTimedOut() throws Exception {
        try (var server = RawServer.start(RawServer.Peer::awaitEnd)) {
            var told = new Recording();
            open(server, told, options -> options.timeout(Duration.ofMillis(200)));

            assertThat(refused(told)).hasMessage("timeout");
        }
    }

    @Test
    void theFirstAnswersOfHttpAreSkipped() throws Exception {
        try (var server = RawServer.answering((peer, request) -> {
            if (!request.target().contains("sid=")) {
                peer.send("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
                peer.ok(RawServer.open());
            }
        })) {
            var told = new Recording();
            var engine = open(server, told);

            assertThat(told.awaitOpen().sid()).isEqualTo(RawServer.SID);
            engine.close();
            told.awaitClose();
        }
    }
}
