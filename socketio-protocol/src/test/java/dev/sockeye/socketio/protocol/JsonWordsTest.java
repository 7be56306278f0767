package dev.sockeye.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonWordsTest {
    @Test
    void findsEachByteThatStringsEscapeWhereverItStands() {
        var text = new byte[600];
        for (var special = 0; special < 0x100; special++) {
            for (var at : new int[] {0, 1, 7, 8, 100, 255, 256, 300, 511, 512, 590, 599}) {
                Arrays.fill(text, (byte) 'x');
                text[at] = (byte) special;
                assertThat(JsonWords.indexOfSpecial(text, 0, text.length))
                        .as("byte %d at %d", special, at)
                        .isEqualTo(escaped(text[at]) ? at : text.length);
            }
        }
    }

    @Test
    void findsTheFirstOneAmongBytesOfAllKinds() {
        var random = new Random(42);
        for (var round = 0; round < 20_000; round++) {
            var text = new byte[random.nextInt(1_200)];
            random.nextBytes(text);
            var rare = random.nextInt(2_000) + 1;
            for (var i = 0; i < text.length; i++) {
                // Mostly what may stand for itself, of which a part is not ASCII.
                if (escaped(text[i]) && random.nextInt(rare) != 0) {
                    text[i] = round % 2 == 0 ? (byte) 'x' : (byte) 0xc3;
                } else if (round % 3 == 0) {
                    text[i] &= 0x7f;
                }
            }
            var from = text.length == 0 ? 0 : random.nextInt(text.length);
            var end = from + random.nextInt(text.length - from + 1);
            var expected = from;
            while (expected < end && !escaped(text[expected])) {
                expected++;
            }
            assertThat(JsonWords.indexOfSpecial(text, from, end)).isEqualTo(expected);
        }
    }

    private static boolean escaped(byte b) {
        return b == '"' || b == '\\' || (b & 0xff) < ' ';
    }
}
