package dev.sockeye.socketio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.engineio.server.host.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningHandshakeTest {
    @Test
    void answersTheKeyOfTheSpecification() {
        assertThat(new String(OpeningHandshake.accept("dGhlIHNhbXBsZSBub25jZQ=="), StandardCharsets.US_ASCII))
                .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @Test
    void anAnswerStaysWhatItWasBehindThoseToOthers() {
        var first = OpeningHandshake.accept("dGhlIHNhbXBsZSBub25jZQ==");

        OpeningHandshake.accept("AAAAAAAAAAAAAAAAAAAAAA==");

        assertThat(new String(first, StandardCharsets.US_ASCII)).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dGhlIHNhbXBsZSBub25jZQ==", "////////////////++++++==", "AAAAAAAAAAAAAAAAAAAAAA=="})
    void takesAnyKeyOf16Bytes(String key) {
        assertThat(OpeningHandshake.key(head(key, Headers.empty()))).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dGhlIHNhbXBsZSBub25jZQ=",
                "dGhlIHNhbXBsZSBub25jZQA=",
                "dGhlIHNhbXBsZSBub25jZQAA",
                "dGhlIHNhbXBsZSBub25jZ===",
                "dGhlIHNhbXBsZSBub25j====",
                "dGhlIHNhbXBsZSBub25j-_==",
                "dGhlIHNhbXBsZSBub2=jZQ==",
                "dGhlIHNhbXBsZSBub25jZ\u00e9==",
                "dGhlIHNhbXBsZSBub25jZQ==AAAA"
            })
    void refusesEverythingElse(String key) {
        assertThatThrownBy(() -> OpeningHandshake.key(head(key, Headers.empty())))
                .isInstanceOf(BadRequestException.class);
    }

    @Test
    void tellsTheFirstProtocolAndTheExtensionBeforeTheRest() {
        var more = Headers.of("X", "y");
        var plain = head("", Headers.empty());
        var asking = head("", Headers.of("Sec-WebSocket-Protocol", "one , two"));

        assertThat(OpeningHandshake.answer(plain, more, Optional.empty())).isSameAs(more);
        assertThat(OpeningHandshake.answer(asking, more, Optional.of("e")).lines())
                .isEqualTo("Sec-WebSocket-Protocol: one\r\nSec-WebSocket-Extensions: e\r\nX: y\r\n");
    }

    private static RequestHead head(String key, Headers more) {
        var headers = Headers.builder()
                .addAll(Headers.of("Host", "a", "Connection", "Upgrade", "Upgrade", "websocket"))
                .addAll(Headers.of("Sec-WebSocket-Version", "13", "Sec-WebSocket-Key", key))
                .addAll(more)
                .build();
        return RequestHead.of("GET", "/", "HTTP/1.1", headers);
    }
}
