package dev.sockeye.engineio.netty;

/**
 * Checks that bytes which arrive in pieces are UTF-8, and refuses at the first byte that cannot belong to it (RFC 3629,
 * section 4: no overlong forms, no surrogates, nothing above U+10FFFF). Confined to whoever feeds it.
 */
final class Utf8Check {
    // How many continuation bytes are awaited, and the range allowed for the next one.
    private int awaited;
    private int low = 0x80;
    private int high = 0xBF;

    /** Takes more bytes; false as soon as they are not UTF-8. */
    boolean feed(byte[] bytes, int from, int to) {
        var i = from;
        while (i < to) {
            if (awaited > 0) {
                var b = bytes[i++] & 0xFF;
                if (b < low || b > high) {
                    return false;
                }
                awaited--;
                low = 0x80;
                high = 0xBF;
                continue;
            }
            while (i <= to - 8 && (ByteLongs.get(bytes, i) & ByteLongs.NOT_ASCII) == 0) {
                i += 8;
            }
            if (i < to && bytes[i++] < 0 && !lead(bytes[i - 1] & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether the last character is complete. */
    boolean complete() {
        return awaited == 0;
    }

    /** Prepares for the next text. */
    void reset() {
        awaited = 0;
        low = 0x80;
        high = 0xBF;
    }

    private boolean lead(int b) {
        if (b < 0xC2 || b > 0xF4) {
            return false;
        }
        if (b < 0xE0) {
            awaited = 1;
        } else if (b < 0xF0) {
            awaited = 2;
            low = b == 0xE0 ? 0xA0 : 0x80;
            high = b == 0xED ? 0x9F : 0xBF;
        } else {
            awaited = 3;
            low = b == 0xF0 ? 0x90 : 0x80;
            high = b == 0xF4 ? 0x8F : 0xBF;
        }
        return true;
    }
}
