package dev.sockeye.engineio.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Repeats a check with random values; a failure names the seed, and {@code -Dseed=…} runs that one again. */
final class Randomly {
    private static final int[] ALPHABET = {
        '0', '4', 'b', ':', '\\', 'n', '\n', '"', '<', 0, 0x7F, 0xE9, 0x20AC, 0x2028, 0x2029, 0xD7FF, 0xE000, 0xFFFD,
        0xFFFF, 0x10000, 0x1F600, 0x10FFFF
    };

    private static final List<PacketType> TYPES = List.of(PacketType.values());

    private Randomly() {}

    static void times(int count, Consumer<Random> check) {
        var fixed = Long.getLong("seed");
        for (var i = 0; i < (fixed == null ? count : 1); i++) {
            var seed = fixed == null ? System.nanoTime() : fixed;
            try {
                check.accept(new Random(seed));
            } catch (Throwable e) {
                throw new AssertionError("with -Dseed=" + seed, e);
            }
        }
    }

    /** Makes text of all widths, without U+001E, which a payload of revision 4 can't carry. */
    static Bytes text(Random random, int maxLength) {
        var text = new StringBuilder();
        var ascii = random.nextBoolean();
        for (var left = random.nextInt(maxLength + 1); left > 0; left--) {
            text.appendCodePoint(ascii ? ' ' + random.nextInt(95) : ALPHABET[random.nextInt(ALPHABET.length)]);
        }
        return Bytes.utf8(text.toString());
    }

    static Bytes bytes(Random random, int maxLength) {
        var bytes = new byte[random.nextInt(maxLength + 1)];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    static Packet packet(Random random, EngineRevision revision) {
        var type = TYPES.get(random.nextInt(TYPES.size()));
        var maxLength = random.nextInt(8) == 0 ? 70_000 : 200;
        if (type == PacketType.MESSAGE) {
            return random.nextBoolean()
                    ? Message.text(text(random, maxLength))
                    : Message.binary(bytes(random, maxLength));
        }
        return revision == EngineRevision.V3 && random.nextInt(4) == 0
                ? new Packet.Control(type, bytes(random, 10), true)
                : new Packet.Control(type, text(random, 10));
    }

    static List<Packet> packets(Random random, EngineRevision revision) {
        var packets = new ArrayList<Packet>();
        for (var left = 1 + random.nextInt(6); left > 0; left--) {
            packets.add(packet(random, revision));
        }
        return packets;
    }

    /** Copies bytes to somewhere within a larger array, where a wrong offset shows. */
    static Bytes elsewhere(Random random, Bytes bytes) {
        var before = random.nextInt(5);
        var array = new byte[before + bytes.length() + random.nextInt(5)];
        random.nextBytes(array);
        bytes.copyTo(array, before);
        return Bytes.wrap(array, before, bytes.length());
    }
}
