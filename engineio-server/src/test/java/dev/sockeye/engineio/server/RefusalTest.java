package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V3;
import static dev.sockeye.engineio.server.Fixture.V4;
import static dev.sockeye.engineio.server.Fixture.WS3;
import static dev.sockeye.engineio.server.Fixture.WS4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.host.memory.MemoryExchange;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
    private static final String UNKNOWN = "&sid=abcdefghijklmnopqrst";

    private final Fixture fixture = new Fixture();

    @ParameterizedTest
    @CsvSource({
        "GET, EIO=4, 400, 0, Transport unknown",
        "GET, EIO=4&transport=flashsocket, 400, 0, Transport unknown",
        "GET, EIO=4&transport=webtransport, 400, 0, Transport unknown",
        "GET, EIO=4&transport=constructor, 400, 0, Transport unknown",
        "GET, EIO=4&transport=polling&sid=abcdefghijklmnopqrst, 400, 1, Session ID unknown",
        "POST, EIO=4&transport=polling&sid=abcdefghijklmnopqrst, 400, 1, Session ID unknown",
        "GET, EIO=3&transport=websocket&sid=abcdefghijklmnopqrst, 400, 1, Session ID unknown",
        "POST, EIO=4&transport=polling, 400, 2, Bad handshake method",
        "POST, EIO=3&transport=websocket, 400, 2, Bad handshake method",
        "OPTIONS, EIO=4&transport=polling, 400, 2, Bad handshake method",
        "GET, EIO=4&transport=websocket, 400, 3, Bad request",
        "GET, EIO=4&transport=polling&x=%zz, 400, 3, Bad request",
        "GET, EIO=4&transport=polling&x=%4, 400, 3, Bad request",
        "GET, EIO=5&transport=polling, 400, 5, Unsupported protocol version",
        "GET, EIO=&transport=polling, 400, 5, Unsupported protocol version",
        "GET, EIO=04&transport=polling, 400, 5, Unsupported protocol version",
        "DELETE, EIO=4&transport=polling&sid=abcdefghijklmnopqrst, 405, 2, Bad handshake method",
        "PUT, EIO=3&transport=polling, 400, 2, Bad handshake method",
        "HEAD, EIO=3&transport=polling, 400, 2, Bad handshake method",
        "get, EIO=3&transport=polling, 400, 2, Bad handshake method",
    })
    void pollingIsToldCodeAndText(String method, String query, int status, int code, String message) {
        var answer = fixture.host.request(method, "/socket.io/?" + query, Optional.of(Bytes.EMPTY));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).isEqualTo("{\"code\":" + code + ",\"message\":\"" + message + "\"}");
        assertThat(answer.header("Content-Type")).containsExactly("application/json");
        assertThat(fixture.server.sessionCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "EIO=4&transport=foo, Transport unknown",
        "EIO=4&transport=websocket&sid=abcdefghijklmnopqrst, Session ID unknown",
        "EIO=4&transport=polling, Bad request",
        "EIO=7&transport=websocket, Unsupported protocol version",
    })
    void webSocketIsToldTheTextAndClosed(String query, String message) {
        var answer = fixture.host.webSocket("/socket.io/?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo(message);
        assertThat(answer.header("Content-Type")).containsExactly("text/html");
        assertThat(answer.response().close()).isTrue();
    }

    @Test
    void revision3IsRefusedBeforeTheWebSocketOpensWhereItIsOff() {
        var strict = new Fixture(options -> options.allowEIO3(false));

        assertThat(strict.host.get(V3).text()).isEqualTo("{\"code\":5,\"message\":\"Unsupported protocol version\"}");
        assertThat(strict.host.get("/socket.io/?transport=polling").status()).isEqualTo(400);
        assertThat(strict.host.webSocket(WS3).status()).isEqualTo(400);
        assertThat(strict.host.webSocket(WS4).status()).isEqualTo(101);
    }

    @Test
    void aTransportThatIsOffIsUnknown() {
        var pollingOnly = new Fixture(options -> options.transports("polling"));
        var webSocketOnly = new Fixture(options -> options.transports("websocket"));

        assertThat(pollingOnly.host.webSocket(WS4).text()).isEqualTo("Transport unknown");
        assertThat(pollingOnly.host.get(V4).text()).contains("\"upgrades\":[]");
        assertThat(webSocketOnly.host.get(V4).text()).isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
        assertThat(webSocketOnly.host.webSocket(WS4).status()).isEqualTo(101);
    }

    @Test
    void requestsThatDoNotFitTheirSessionLeaveItAlone() {
        var polling = fixture.open(V4);
        var webSocket = WS4 + "&sid="
                + Fixture.sid(fixture.host.webSocket(WS4).channel().texts().get(0));

        assertBad(fixture.host.get(polling.replace("EIO=4", "EIO=3")));
        assertBad(fixture.host.get(polling.replace("EIO=4&", "")));
        assertBad(fixture.host.get(polling.replace("transport=polling", "transport=websocket")));
        assertBad(fixture.host.get(webSocket.replace("transport=websocket", "transport=polling")));
        assertBad(fixture.host.post(webSocket.replace("transport=websocket", "transport=polling"), "4x"));
        assertThat(fixture.host
                        .webSocket(polling.replace("EIO=4&", "EIO=3&").replace("=polling", "=websocket"))
                        .text())
                .isEqualTo("Bad request");
        assertThat(fixture.host.webSocket(polling).text()).isEqualTo("Bad request");
        assertThat(fixture.host.get(polling.replace("EIO=4", "EIO=9")).text()).contains("\"code\":5");
        assertThat(fixture.host
                        .request("DELETE", polling, Optional.of(Bytes.EMPTY))
                        .status())
                .isEqualTo(405);

        assertThat(fixture.host.post(polling, "4still here").text()).isEqualTo("ok");
        assertThat(fixture.told).containsExactly("still here");
        assertThat(fixture.server.sessionCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 19, 21, 128, 129, 5000})
    void unknownIdsOfAnyLengthAreUnknown(int length) {
        var sid = "a".repeat(length);

        var answer = fixture.host.get(V4 + "&sid=" + sid);
        var post = fixture.host.post(V4 + "&sid=" + sid, "4x");

        assertThat(answer.status()).isEqualTo(length == 0 ? 200 : 400);
        assertThat(post.status()).isEqualTo(400);
        assertThat(fixture.host.get(V4 + UNKNOWN + "%00%0d%0a").text()).contains("\"code\":1");
    }

    @Test
    void ofRepeatedParametersTheLastCounts() {
        assertThat(fixture.host
                        .get("/socket.io/?EIO=3&transport=websocket&EIO=4&transport=polling")
                        .text())
                .startsWith("0{");
    }

    @Test
    void namesAndValuesAreDecoded() {
        fixture.host.get("/socket.io/?EI%4f=4&transport=poll%69ng&na+me=a%20b%2Bc%C3%A9&flag&=x&&k=v=w");

        assertThat(fixture.session().query())
                .containsEntry("EIO", "4")
                .containsEntry("na me", "a b+c\u00e9")
                .containsEntry("flag", "")
                .containsEntry("", "x")
                .containsEntry("k", "v=w");
    }

    @Test
    void anOriginThatCanBeNoHeaderIsABadRequest() {
        assertThat(new Fixture(EngineOptions.v2())
                        .host
                        .get(V4, "Origin", "http://\u20ac")
                        .text())
                .contains("\"code\":3");
    }

    @Test
    void listenersAreToldOfRefusals() {
        var errors = new ArrayList<ConnectionError>();
        fixture.server.onConnectionError(error -> {
            throw new IllegalStateException("a listener's own fault");
        });
        fixture.server.onConnectionError(errors::add);

        var answer = fixture.host.get("/socket.io/?EIO=4&transport=foo");
        fixture.host.get(V4 + UNKNOWN);
        fixture.host.request("POST", V4, Optional.empty());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(errors).extracting(ConnectionError::code).containsExactly(0, 1, 2);
        assertThat(errors.get(0).context()).containsEntry("transport", "foo");
        assertThat(errors.get(1).context()).containsEntry("sid", "abcdefghijklmnopqrst");
        assertThat(errors.get(2).context()).containsEntry("method", "POST");
        assertThat(errors.get(1).message()).isEqualTo("Session ID unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "/socket.io, true, /socket.io/?EIO=4, true",
        "/socket.io, true, /socket.io/any/thing?EIO=4, true",
        "/socket.io, true, /socket.io?EIO=4, false",
        "/socket.io, true, /socket.io, false",
        "/socket.io, true, /socket.iox/, false",
        "/socket.io, true, /socket%2eio/, false",
        "/socket.io, true, /other/, false",
        "/socket.io/, true, /socket.io/?EIO=4, true",
        "/socket.io, false, /socket.io?EIO=4, true",
        "/socket.io, false, /socket.io/?EIO=4, true",
        "/socket.io, false, /socket.io, true",
        "/socket.io, false, /socket.iox?EIO=4, false",
        "/, true, /?EIO=4, true",
        "/a/b, true, /a/b/?x, true",
    })
    void theRawTargetDecidesWhetherARequestIsOurs(String path, boolean slash, String target, boolean ours) {
        var server = new EngineServer(
                EngineOptions.builder().path(path).addTrailingSlash(slash).build());

        assertThat(server.matches(target)).isEqualTo(ours);
    }

    private static void assertBad(MemoryExchange answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
    }
}
