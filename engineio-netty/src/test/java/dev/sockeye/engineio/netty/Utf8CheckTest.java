package dev.sockeye.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8CheckTest {
    private static final String[] PIECES = {
        "plain ascii text", "a", "é", "€", "😀", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff", "\0"
    };

    @Test
    void agreesWithThePlatformOnRandomInput() {
        var random = new Random(6455);
        for (var i = 0; i < 50_000; i++) {
            var bytes = random.nextInt(3) == 0 ? noise(random) : damaged(random);
            var cut = random.nextInt(bytes.length + 1);

            assertThat(valid(bytes, cut)).as("seed 6455, round %d", i).isEqualTo(validForThePlatform(bytes));
        }
    }

    @Test
    void agreesWithThePlatformOnAllBeginnings() {
        var bytes = new byte[4];
        var edges = new int[] {0x41, 0x7F, 0x80, 0x8F, 0x90, 0xBF, 0xC0, 0xFF};
        for (var a = 0xBF; a < 256; a++) {
            for (var b = 0; b < 256; b++) {
                for (var c : edges) {
                    for (var d = 0x41; d < 0x100; d += 0x3F) {
                        bytes[0] = (byte) a;
                        bytes[1] = (byte) b;
                        bytes[2] = (byte) c;
                        bytes[3] = (byte) d;
                        if (valid(bytes, 2) != validForThePlatform(bytes)) {
                            assertThat(bytes).as("judged differently").isNull();
                        }
                    }
                }
            }
        }
        assertThat(valid(new byte[0], 0)).isTrue();
    }

    private static byte[] noise(Random random) {
        var bytes = new byte[random.nextInt(24)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] damaged(Random random) {
        var text = new StringBuilder();
        for (var i = random.nextInt(8); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextBoolean()) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static boolean valid(byte[] bytes, int cut) {
        var check = new Utf8Check();
        return check.feed(bytes, 0, cut) && check.feed(bytes, cut, bytes.length) && check.complete();
    }

    private static boolean validForThePlatform(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
