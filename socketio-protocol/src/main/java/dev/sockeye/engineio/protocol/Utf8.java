package dev.sockeye.engineio.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks UTF-8 and counts its UTF-16 code units, in which revision 3 measures text, without making a string. Eight
 * bytes at a time while the text is ASCII.
 */
final class Utf8 {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /**
     * Checks that a part of an array is well-formed.
     *
     * @throws EngineProtocolException if it is not
     */
    static void check(byte[] array, int from, int end) {
        var at = from;
        while (at < end) {
            at = array[at] < 0 ? at + sequence(array, at, end) : afterAscii(array, at, end);
        }
    }

    /**
     * Returns the index behind a number of UTF-16 code units, having checked what lies between.
     *
     * @throws EngineProtocolException if it is not well-formed, too short, or the number ends within a character
     */
    static int skip(byte[] array, int from, int end, int units) {
        var at = from;
        var left = units;
        while (left > 0) {
            if (at == end) {
                throw new EngineProtocolException("packet is shorter than announced");
            }
            if (array[at] < 0) {
                var bytes = sequence(array, at, end);
                at += bytes;
                left -= bytes == 4 ? 2 : 1;
            } else {
                var asciiEnd = afterAscii(array, at, Math.min(end, at + left));
                left -= asciiEnd - at;
                at = asciiEnd;
            }
        }
        if (left < 0) {
            throw new EngineProtocolException("announced length ends within a character");
        }
        return at;
    }

    /** Counts the UTF-16 code units of well-formed text. */
    static int units(byte[] array, int from, int end) {
        var units = 0;
        var at = from;
        while (at < end) {
            var asciiEnd = afterAscii(array, at, end);
            units += asciiEnd - at;
            at = asciiEnd;
            while (at < end && array[at] < 0) {
                // Continuation bytes count nothing, and what takes four bytes takes two code units.
                units += array[at] < (byte) 0xC0 ? 0 : array[at] < (byte) 0xF0 ? 1 : 2;
                at++;
            }
        }
        return units;
    }

    private static int afterAscii(byte[] array, int from, int end) {
        var at = from;
        while (at <= end - Long.BYTES && ((long) EIGHT.get(array, at) & HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        while (at < end && array[at] >= 0) {
            at++;
        }
        return at;
    }

    /** Returns the length of the well-formed sequence of two to four bytes at an index (RFC 3629, section 4). */
    private static int sequence(byte[] array, int at, int end) {
        var lead = array[at] & 0xFF;
        if (lead < 0xE0) {
            if (lead < 0xC2 || end - at < 2 || !continues(array[at + 1])) {
                throw malformed();
            }
            return 2;
        }
        if (lead < 0xF0) {
            if (end - at < 3 || !continues(array[at + 1]) || !continues(array[at + 2])) {
                throw malformed();
            }
            // Neither a longer form of what takes two bytes, nor a surrogate.
            var second = array[at + 1] & 0xFF;
            if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F)) {
                throw malformed();
            }
            return 3;
        }
        if (end - at < 4 || !continues(array[at + 1]) || !continues(array[at + 2]) || !continues(array[at + 3])) {
            throw malformed();
        }
        // Neither a longer form of what takes three bytes, nor beyond U+10FFFF.
        var second = array[at + 1] & 0xFF;
        if (lead > 0xF4 || (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) {
            throw malformed();
        }
        return 4;
    }

    private static boolean continues(byte b) {
        return b < (byte) 0xC0;
    }

    private static EngineProtocolException malformed() {
        return new EngineProtocolException("text is not valid UTF-8");
    }
}
