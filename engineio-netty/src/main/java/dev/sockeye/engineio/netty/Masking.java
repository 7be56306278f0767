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
        // No more than this: a compiler that knows vectors does several words at once by itself.
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
