package dev.sockeye.socketio.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Searches text in UTF-8 eight bytes at a time. Stateless. */
final class JsonWords {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private JsonWords() {}

    /** Returns the index of the first quote, backslash or control character, which JSON strings escape; or the end. */
    static int indexOfSpecial(byte[] array, int from, int end) {
        var at = from;
        for (; at <= end - 8; at += 8) {
            var found = special((long) LONGS.get(array, at));
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
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
