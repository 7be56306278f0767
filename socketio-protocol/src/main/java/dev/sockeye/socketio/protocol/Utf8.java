package dev.sockeye.socketio.protocol;

/** Checks UTF-8 where no layer below has done so. */
final class Utf8 {
    private Utf8() {}

    /** Tells whether the range is well-formed: nothing overlong, no surrogates, nothing beyond U+10FFFF. */
    static boolean valid(byte[] array, int from, int to) {
        for (var at = from; at < to; ) {
            if (array[at] >= 0) {
                at++;
                continue;
            }
            var lead = array[at] & 0xff;
            var length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
            if (length == 0 || to - at < length) {
                return false;
            }
            var second = array[at + 1] & 0xff;
            var low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
            var high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
            if (second < low || second > high) {
                return false;
            }
            for (var i = 2; i < length; i++) {
                if ((array[at + i] & 0xc0) != 0x80) {
                    return false;
                }
            }
            at += length;
        }
        return true;
    }

    /** Counts the UTF-16 units of a valid range. */
    static int units(byte[] array, int from, int to) {
        var units = 0;
        for (var at = from; at < to; at++) {
            var c = array[at] & 0xff;
            units += c >= 0xf0 ? 2 : (c & 0xc0) == 0x80 ? 0 : 1;
        }
        return units;
    }
}
