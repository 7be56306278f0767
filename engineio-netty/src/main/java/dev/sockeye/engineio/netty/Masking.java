package dev.sockeye.engineio.netty;

/** Masks and unmasks payloads (RFC 6455, section 5.3), which is the same operation. */
final class Masking {
    private Masking() {}

    /**
     * Masks a part of an array in place, eight bytes at a time.
     *
     * @param key the masking key, its first byte the most significant
     * @param phase how many bytes of the payload came before
     * @return the bits that were set in any byte of the result, folded into a word; ASCII leaves {@link
     *     ByteLongs#NOT_ASCII} clear
     */
    static long apply(byte[] bytes, int from, int to, int key, int phase) {
        var turned = Integer.rotateLeft(key, (phase & 3) << 3);
        var word = Long.reverseBytes(((long) turned << 32) | (turned & 0xFFFFFFFFL));
        var seen = 0L;
        var i = from;
        // Four words in one turn keep the processor busier than one.
        for (; i <= to - 32; i += 32) {
            var a = ByteLongs.get(bytes, i) ^ word;
            var b = ByteLongs.get(bytes, i + 8) ^ word;
            var c = ByteLongs.get(bytes, i + 16) ^ word;
            var d = ByteLongs.get(bytes, i + 24) ^ word;
            ByteLongs.set(bytes, i, a);
            ByteLongs.set(bytes, i + 8, b);
            ByteLongs.set(bytes, i + 16, c);
            ByteLongs.set(bytes, i + 24, d);
            seen |= a | b | c | d;
        }
        for (; i <= to - 8; i += 8) {
            var plain = ByteLongs.get(bytes, i) ^ word;
            ByteLongs.set(bytes, i, plain);
            seen |= plain;
        }
        for (var shift = 0; i < to; i++, shift += 8) {
            bytes[i] ^= (byte) (word >>> shift);
            seen |= bytes[i];
        }
        return seen;
    }
}
