package dev.sockeye.socketio.protocol;

/** Writes whole numbers as decimal digits without making a text of them. Stateless. */
final class Digits {
    /** No number needs more bytes. */
    static final int MOST = 20;

    private Digits() {}

    /** Returns how many bytes {@link #write} needs, a sign included. */
    static int size(long value) {
        var size = value < 0 ? 2 : 1;
        // Negative, since the smallest number has no positive counterpart.
        for (var rest = value < 0 ? value : -value; rest <= -10; rest /= 10) {
            size++;
        }
        return size;
    }

    /** Writes a number and returns the index behind it. */
    static int write(long value, byte[] to, int from) {
        var end = from + size(value);
        var at = end;
        var rest = value < 0 ? value : -value;
        do {
            to[--at] = (byte) ('0' - rest % 10);
            rest /= 10;
        } while (rest != 0);
        if (value < 0) {
            to[--at] = '-';
        }
        return end;
    }
}
