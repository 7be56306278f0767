package dev.sockeye.engineio.netty;

import static dev.sockeye.engineio.netty.Wire.frame;
import static dev.sockeye.engineio.netty.Wire.hex;
import static dev.sockeye.engineio.netty.Wire.join;
import static dev.sockeye.engineio.netty.Wire.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.engineio.protocol.Bytes;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateTest {
    private static final WebSocketSettings SETTINGS = WebSocketSettings.of(1000).withDeflate(0);
    private static final String BOTH = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    @Test
    void readsTheExamplesOfTheStandard() {
        // RFC 7692, section 7.2.3: one block, in fragments, without compression, with a final block, in two blocks
        assertThat(read(SETTINGS, frame(0xC1, hex("f248cdc9c90700")))).containsExactly("text Hello");
        assertThat(read(SETTINGS, frame(0x41, hex("f248cd")), frame(0x80, hex("c9c90700"))))
                .containsExactly("text Hello");
        assertThat(read(SETTINGS, frame(0xC1, hex("000500faff48656c6c6f00")))).containsExactly("text Hello");
        assertThat(read(SETTINGS, frame(0xC1, hex("f348cdc9c9070000")))).containsExactly("text Hello");
        assertThat(read(SETTINGS, frame(0xC1, hex("f248050000 00ffffcac9c90700"))))
                .containsExactly("text Hello");
        assertThat(read(SETTINGS, frame(0x81, "Hello"))).containsExactly("text Hello");
    }

    @Test
    void returnsWhatWasCompressed() {
        var random = new Random(7692);
        for (var i = 0; i < 500; i++) {
            var bytes = new byte[1 + random.nextInt(20_000)];
            random.nextBytes(bytes);
            if (i % 2 == 0) {
                Arrays.fill(bytes, 0, bytes.length / 2, (byte) 'a');
            }
            var compressed = Deflate.compress(Bytes.wrap(bytes));

            assertThat(Deflate.decompress(compressed, compressed.length, bytes.length))
                    .isEqualTo(bytes);
        }
    }

    @Test
    void stopsInflatingAtTheLimit() {
        var bomb = Deflate.compress(Bytes.wrap(new byte[10_000_000]));
        assertThat(bomb.length).isLessThan(20_000);

        assertThatThrownBy(() -> Deflate.decompress(bomb, bomb.length, 9_999_999))
                .isInstanceOfSatisfying(
                        WebSocketException.class, e -> assertThat(e.code()).isEqualTo(1009));
        assertThat(Deflate.decompress(bomb, bomb.length, 10_000_000)).hasSize(10_000_000);
        var small = Deflate.compress(Bytes.wrap(new byte[1001]));
        assertThat(read(SETTINGS, frame(0xC2, small))).containsExactly("failed 1009");
    }

    @Test
    void failsOnBrokenStreamsAndMisplacedBits() {
        assertThat(read(SETTINGS, frame(0xC1, hex("ffffffff")))).containsExactly("failed 1007");
        assertThat(read(SETTINGS, frame(0x01, "a"), frame(0xC0, "b"))).containsExactly("failed 1002");
        assertThat(read(SETTINGS, frame(0xC9, "a"))).containsExactly("failed 1002");
        assertThat(read(SETTINGS, frame(0xE1, "a"))).containsExactly("failed 1002");
        var invalid = Deflate.compress(Bytes.wrap(hex("61ff")));
        assertThat(read(SETTINGS, frame(0xC1, invalid))).containsExactly("failed 1007");
    }

    @Test
    void takesAMessageAtTheLimitThatCannotBeCompressed() {
        var bytes = new byte[1000];
        new Random(1).nextBytes(bytes);

        assertThat(read(SETTINGS, frame(0xC2, Deflate.compress(Bytes.wrap(bytes)))))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("binary ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; client_max_window_bits=10; server_no_context_takeover",
                "permessage-deflate;client_no_context_takeover",
                "x-webkit-deflate-frame, permessage-deflate",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate",
                "permessage-deflate; client_max_window_bits=\"12\""
            })
    void acceptsOffersThatItCanKeep(String offer) {
        assertThat(DeflateExtension.accept(offer)).contains(BOTH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",,,",
                "deflate",
                "permessage-deflate2",
                "permessage-deflate; server_max_window_bits=10",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; client_max_window_bits=08",
                "permessage-deflate; client_no_context_takeover=1",
                "permessage-deflate; client_no_context_takeover; client_no_context_takeover",
                "permessage-deflate; constructor",
                "permessage-deflate;",
                "__proto__"
            })
    void declinesOffersThatItCannotKeep(String offer) {
        assertThat(DeflateExtension.accept(offer)).isEmpty();
    }

    @Test
    void confirmsTheWidestWindow() {
        assertThat(DeflateExtension.accept("permessage-deflate; server_max_window_bits=15"))
                .contains(BOTH + "; server_max_window_bits=15");
        assertThat(DeflateExtension.accept("permessage-deflate" + "; a".repeat(100_000)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "permessage-deflate; server_no_context_takeover, true",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover, true",
        "permessage-deflate, false",
        "other, false"
    })
    void judgesAnswersAsAClient(String answer, boolean fine) {
        assertThat(DeflateExtension.agreed(answer)).isEqualTo(fine);
    }

    @Test
    void joinsNothingIntoTheNextMessage() {
        var first = Deflate.compress(Bytes.utf8("first message first message"));
        var second = Deflate.compress(Bytes.utf8("second"));

        assertThat(read(SETTINGS, join(frame(0xC1, first), frame(0xC1, second))))
                .containsExactly("text first message first message", "text second");
    }
}
