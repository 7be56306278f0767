package dev.sockeye.socketio.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.server.host.Headers;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHeadTest {
    private static final String DATE =
            "Date: (Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d{1,2} [A-Z][a-z]{2} \\d{4} [\\d:]{8} GMT\r\n\r\n";

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 10, 5_000_000, Integer.MAX_VALUE})
    void tellsTheLengthOfTheBody(int length) {
        assertThat(written(200, Headers.of("A", "b"), length))
                .matches("HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: " + length + "\r\n" + DATE);
    }

    @Test
    void tellsNoLengthWhereThereIsNone() {
        assertThat(written(304, Headers.empty(), -1)).matches("HTTP/1.1 304 Not Modified\r\n" + DATE);
    }

    @Test
    void writesLatin1AndAQuestionMarkForTheRest() {
        assertThat(written(404, Headers.of("A", "\u00e9\u20ac\ud83d\ude00"), -1))
                .startsWith("HTTP/1.1 404 Not Found\r\nA: \u00e9???\r\nDate");
    }

    @Test
    void longHeadsAreWrittenWholeAndLeaveNothingBehind() {
        var value = "x".repeat(20_000);

        assertThat(written(200, Headers.of("Long", value, "B", value), 1)).contains("\r\nB: " + value + "\r\n");
        assertThat(written(200, Headers.empty(), -1)).matches("HTTP/1.1 200 OK\r\n" + DATE);
    }

    @Test
    void opensAWebSocket() {
        var out = Unpooled.buffer();
        ResponseHead.writeUpgrade(out, "key".getBytes(StandardCharsets.US_ASCII), Headers.of("A", "b"));

        assertThat(out.toString(StandardCharsets.ISO_8859_1))
                .matches("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: key\r\nA: b\r\n" + DATE);
    }

    private static String written(int status, Headers headers, int length) {
        var out = Unpooled.buffer();
        ResponseHead.write(out, status, headers, length);
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}
