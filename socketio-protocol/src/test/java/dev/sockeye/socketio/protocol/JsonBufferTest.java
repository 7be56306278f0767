package dev.sockeye.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonBufferTest {
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyz";

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "?", "\"", "\\", "\n", "\u0000", "é", "€", "\ud83d\ude00", "\ud83d", "\ude00", "\u007f"
            })
    void writesATextOfAnyLengthAsTheSlowWayDoes(String special) {
        for (var length = 0; length < 40; length++) {
            for (var at = 0; at <= Math.min(length, PLAIN.length()); at += 3) {
                var rest = PLAIN.repeat(2).substring(at, length);
                same(PLAIN.substring(0, at) + special + rest);
                same(PLAIN.substring(0, at) + special + "?" + rest);
                same(special + PLAIN.substring(0, at) + "\ud800?" + rest);
            }
        }
    }

    @Test
    void writesRandomTextsAsTheSlowWayDoes() {
        var random = new Random(7);
        var units = "abc?\"\\\t\u0001\u00e9\u20ac\ud83d\ude00";
        for (var i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            var length = random.nextInt(50);
            var plain = random.nextInt(units.length()) + 1;
            for (var j = 0; j < length; j++) {
                text.append(units.charAt(random.nextInt(plain)));
            }
            same(text.toString());
        }
    }

    static LongStream numbers() {
        return LongStream.concat(
                LongStream.of(0, Long.MAX_VALUE, Long.MIN_VALUE),
                LongStream.iterate(1, p -> p <= Long.MAX_VALUE / 10, p -> p * 10)
                        .flatMap(p -> LongStream.of(p, p - 1, p + 1, -p, 1 - p, -p - 1)));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void writesWholeNumbersAsJavaDoes(long number) {
        var buffer = new JsonBuffer(1);
        buffer.number(number);
        assertThat(text(buffer)).isEqualTo(Long.toString(number));
        assertThat(Digits.size(number)).isEqualTo(buffer.length());
    }

    @Test
    void knowsANameByAllOfItsBytes() {
        var random = new Random(11);
        for (var i = 0; i < 10_000; i++) {
            var name = Integer.toString(random.nextInt(2_000), 36).repeat(1 + random.nextInt(25));
            var json = ("[\"" + name + "\"]").getBytes(StandardCharsets.UTF_8);
            assertThat(KnownNames.read(json, 2, json.length - 2)).isEqualTo(name);
            assertThat(new String(KnownNames.json(name), StandardCharsets.UTF_8))
                    .isEqualTo("\"" + name + "\"");
        }
    }

    private static void same(String text) {
        var expected = new byte[JsonText.size(text)];
        assertThat(JsonText.write(text, expected, 0)).isEqualTo(expected.length);
        var buffer = new JsonBuffer(1);
        buffer.string(text);
        assertThat(text(buffer)).isEqualTo(new String(expected, StandardCharsets.UTF_8));
    }

    private static String text(JsonBuffer buffer) {
        return new String(buffer.array(), 0, buffer.length(), StandardCharsets.UTF_8);
    }
}
