package dev.sockeye.socketio.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Searches text in UTF-8 eight bytes at a time. Stateless. */
final class JsonWords {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    // As long as a text must be for a test of many words at once, which processors do in parallel, to pay.
    private static final int BLOCK = 256;

    private JsonWords() {}

    /** Returns the index of the first quote, backslash or control character, which JSON strings escape; or the end. */
    static int indexOfSpecial(byte[] array, int from, int end) {
        var at = from;
        while (at <= end - BLOCK && plain(array, at)) {
            at += BLOCK;
        }
        for (; at <= end - 8; at += 8) {
            var word = (long) LONGS.get(array, at);
            if ((suspicious(word) & HIGHS) != 0) {
                var found = special(word);
                if (found != 0) {
                    return at + (Long.numberOfTrailingZeros(found) >>> 3);
                }
            }
        }
        while (at < end && array[at] != '"' && array[at] != '\\' && (array[at] & 0xff) >= ' ') {
            at++;
        }
        return at;
    }

    /** Returns the index of the first byte that is a certain ASCII character, or the end. */
    static int indexOf(char ascii, byte[] array, int from, int end) {
        var pattern = ONES * ascii;
        var at = from;
        for (; at <= end - 8; at += 8) {
            var found = zero((long) LONGS.get(array, at) ^ pattern) & HIGHS;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (at < end && array[at] != ascii) {
            at++;
        }
        return at;
    }

    /** Tells whether a block is ASCII without anything that strings escape. */
    private static boolean plain(byte[] array, int from) {
        var seen = 0L;
        for (var at = from; at < from + BLOCK; at += 8) {
            seen |= suspicious((long) LONGS.get(array, at));
        }
        return (seen & HIGHS) == 0;
    }

    /**
     * Sets high bits if any byte is a quote, a backslash, below a space or not ASCII; which one it is, {@link #special} finds
     * out. Borrowing makes it set high bits of bytes behind the first such one only, so that a word without any stays clear.
     */
    private static long suspicious(long word) {
        return ((word ^ ONES * 2) - ONES * 0x21) | ((word ^ ONES * '\\') - ONES) | word;
    }

    /** Sets the high bit of the first byte that is a quote, a backslash or below a space, and perhaps of later ones. */
    private static long special(long word) {
        // With this bit turned a quote is 0x20, and space and exclamation mark are more: one comparison for two kinds.
        var turned = word ^ ONES * 2;
        return (((turned - ONES * 0x21) & ~turned) | zero(word ^ ONES * '\\')) & HIGHS;
    }

    /** Sets the high bit of the first byte that is zero, and perhaps of later ones. */
    private static long zero(long word) {
        return (word - ONES) & ~word;
    }
}
