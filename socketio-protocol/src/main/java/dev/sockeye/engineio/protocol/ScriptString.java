package dev.sockeye.engineio.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Escapes UTF-8 text for a double-quoted JavaScript string: as JSON does, and besides U+2028 and U+2029, which end a
 * line in older JavaScript, and {@code <}, which could end the script element.
 */
final class ScriptString {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int UNICODE_ESCAPE = 6;
    private static final byte PLAIN = 0;
    private static final byte UNICODE = 'u';

    /** For each ASCII character: what stands behind the backslash, or that there is none. */
    private static final byte[] ESCAPES = new byte[0x80];

    static {
        Arrays.fill(ESCAPES, 0, ' ', UNICODE);
        ESCAPES['<'] = UNICODE;
        ESCAPES['"'] = '"';
        ESCAPES['\\'] = '\\';
        ESCAPES['\b'] = 'b';
        ESCAPES['\t'] = 't';
        ESCAPES['\n'] = 'n';
        ESCAPES['\f'] = 'f';
        ESCAPES['\r'] = 'r';
    }

    private ScriptString() {}

    /** Returns the length of the escaped text. */
    static long size(Bytes text) {
        var array = text.array();
        var end = text.offset() + text.length();
        var size = (long) text.length();
        for (var i = text.offset(); i < end; i++) {
            var b = array[i];
            if (b >= 0) {
                size += ESCAPES[b] == PLAIN ? 0 : ESCAPES[b] == UNICODE ? UNICODE_ESCAPE - 1 : 1;
            } else if (lineSeparator(array, i, end)) {
                size += UNICODE_ESCAPE - 3;
            }
        }
        return size;
    }

    /** Writes the escaped text and returns the index behind it. */
    static int write(Bytes text, byte[] script, int from) {
        var array = text.array();
        var end = text.offset() + text.length();
        var at = from;
        for (var i = text.offset(); i < end; i++) {
            var b = array[i];
            if (b < 0 ? !lineSeparator(array, i, end) : ESCAPES[b] == PLAIN) {
                script[at++] = b;
            } else if (b < 0) {
                at = unicode(0x2000 | (array[i + 2] & 0x3F), script, at);
                i += 2;
            } else if (ESCAPES[b] == UNICODE) {
                at = unicode(b, script, at);
            } else {
                script[at++] = '\\';
                script[at++] = ESCAPES[b];
            }
        }
        return at;
    }

    // U+2028 and U+2029 are E2 80 A8 and E2 80 A9.
    private static boolean lineSeparator(byte[] array, int at, int end) {
        return array[at] == (byte) 0xE2
                && end - at > 2
                && array[at + 1] == (byte) 0x80
                && (array[at + 2] & 0xFE) == 0xA8;
    }

    private static int unicode(int character, byte[] script, int from) {
        script[from] = '\\';
        script[from + 1] = 'u';
        for (var digit = 0; digit < 4; digit++) {
            script[from + 5 - digit] = HEX[(character >> (4 * digit)) & 0xF];
        }
        return from + UNICODE_ESCAPE;
    }
}
