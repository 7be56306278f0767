package dev.sockeye.engineio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8Test {
    private static final int[] LATER_BYTES = {0x7F, 0x80, 0xBF, 0xC0};

    @Test
    void agreesWithTheJdkOnEveryLeadAndSecondByte() {
        for (var lead = 0x7F; lead <= 0xFF; lead++) {
            for (var second = 0; second <= 0xFF; second++) {
                for (var third : LATER_BYTES) {
                    for (var fourth : LATER_BYTES) {
                        assertAgrees((byte) lead, (byte) second, (byte) third, (byte) fourth);
                    }
                }
            }
        }
    }

    @Test
    void agreesWithTheJdkOnTextCutAnywhere() {
        Randomly.times(300, random -> {
            var text = Randomly.text(random, 40);
            for (var end = 0; end <= text.length(); end++) {
                assertAgrees(Randomly.elsewhere(random, text.slice(0, end)).toByteArray());
            }
        });
    }

    @Test
    void countsAndSkipsTheSameUnits() {
        Randomly.times(300, random -> {
            var text = Randomly.elsewhere(random, Randomly.text(random, 100));
            var end = text.offset() + text.length();

            var units = Utf8.units(text.array(), text.offset(), end);

            assertThat(units).isEqualTo(text.utf8().length());
            assertThat(Utf8.skip(text.array(), text.offset(), end, units)).isEqualTo(end);
        });
    }

    private static void assertAgrees(byte... bytes) {
        if (wellFormed(bytes) != wellFormedForTheJdk(bytes)) {
            fail("disagrees on " + java.util.HexFormat.ofDelimiter(" ").formatHex(bytes));
        }
    }

    private static boolean wellFormed(byte[] bytes) {
        try {
            Utf8.check(bytes, 0, bytes.length);
            return true;
        } catch (EngineProtocolException e) {
            return false;
        }
    }

    private static boolean wellFormedForTheJdk(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
