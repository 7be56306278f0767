package dev.sockeye.socketio.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Grows an array while JSON is written into it. Confined to one thread. */
final class JsonBuffer {
    private static final byte[] PLACEHOLDER = "{\"_placeholder\":true,\"num\":".getBytes(StandardCharsets.US_ASCII);

    // From here on Java's own encoder and a search eight bytes at a time are faster than a look at each character.
    private static final int LONG = 24;

    private byte[] array;
    private int length;

    JsonBuffer(int capacity) {
        array = new byte[capacity];
    }

    int length() {
        return length;
    }

    /** Returns the array that holds what was written; it grows no more. */
    byte[] array() {
        return array;
    }

    /** Takes back what was written behind an index. */
    void truncate(int length) {
        this.length = length;
    }

    void put(char ascii) {
        reserve(1);
        array[length++] = (byte) ascii;
    }

    void put(byte[] from, int offset, int count) {
        reserve(count);
        System.arraycopy(from, offset, array, length, count);
        length += count;
    }

    void ascii(String text) {
        var count = text.length();
        reserve(count);
        for (var i = 0; i < count; i++) {
            array[length++] = (byte) text.charAt(i);
        }
    }

    void string(String text) {
        if (text.length() < LONG) {
            reserve(text.length() + 2);
            var end = JsonText.writePlain(text, array, length);
            if (end >= 0) {
                length = end;
                return;
            }
        } else {
            var utf8 = JsonText.unescaped(text);
            if (utf8 != null) {
                reserve(utf8.length + 2);
                array[length++] = '"';
                put(utf8, 0, utf8.length);
                array[length++] = '"';
                return;
            }
        }
        reserve(JsonText.size(text));
        length = JsonText.write(text, array, length);
    }

    void number(long value) {
        reserve(Digits.MOST);
        length = Digits.write(value, array, length);
    }

    /** Writes a number as ECMAScript prints it; null for what is none. */
    void number(double value) {
        if (EcmaNumber.printsAsLong(value)) {
            number((long) value);
        } else {
            ascii(EcmaNumber.json(value));
        }
    }

    void bool(boolean value) {
        ascii(value ? "true" : "false");
    }

    void placeholder(int number) {
        put(PLACEHOLDER, 0, PLACEHOLDER.length);
        number(number);
        put('}');
    }

    private void reserve(int count) {
        if (count > array.length - length) {
            var wanted = Math.addExact(length, count);
            var doubled = (int) Math.min(Integer.MAX_VALUE - 8L, array.length * 2L);
            array = Arrays.copyOf(array, Math.max(wanted, doubled));
        }
    }
}
