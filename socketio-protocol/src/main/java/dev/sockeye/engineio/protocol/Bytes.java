package dev.sockeye.engineio.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Is an immutable slice of heap memory: what travels between the network and the application.
 *
 * <p>Never reference-counted. Safe to share between threads, as long as whoever wrapped an array never writes to it
 * again. What is kept for longer than a message should be {@link #compact() compacted} first.
 */
public final class Bytes {
    /** No bytes. */
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;

    private Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** Wraps an array without copying it; the caller gives up the right to write to it. */
    public static Bytes wrap(byte[] array) {
        return new Bytes(array, 0, array.length);
    }

    /**
     * Wraps a part of an array without copying it; the caller gives up the right to write to it.
     *
     * @throws IndexOutOfBoundsException if the part is not within the array
     */
    public static Bytes wrap(byte[] array, int offset, int length) {
        if ((offset | length) < 0 || length > array.length - offset) {
            throw new IndexOutOfBoundsException(
                    "offset: " + offset + ", length: " + length + " (expected: within " + array.length + " bytes)");
        }
        return new Bytes(array, offset, length);
    }

    /** Copies an array. */
    public static Bytes copyOf(byte[] array) {
        return wrap(array.clone());
    }

    /** Encodes a text as UTF-8; an unpaired surrogate becomes U+FFFD, as it does in JavaScript. */
    public static Bytes utf8(String text) {
        return wrap(wellFormed(text).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the number of bytes. */
    public int length() {
        return length;
    }

    /** Tells whether there is no byte. */
    public boolean isEmpty() {
        return length == 0;
    }

    /**
     * Returns the byte at an index.
     *
     * @throws IndexOutOfBoundsException if the index is not within the slice
     */
    public byte at(int index) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException("index: " + index + " (expected: 0 to " + (length - 1) + ")");
        }
        return array[offset + index];
    }

    /** Returns the slice from an index to the end; shares the memory. */
    public Bytes from(int start) {
        return slice(start, length);
    }

    /**
     * Returns the slice between two indexes, the second one exclusive; shares the memory.
     *
     * @throws IndexOutOfBoundsException if the indexes are not within the slice
     */
    public Bytes slice(int start, int end) {
        if (start < 0 || end > length || start > end) {
            throw new IndexOutOfBoundsException(
                    "start: " + start + ", end: " + end + " (expected: within " + length + " bytes)");
        }
        return new Bytes(array, offset + start, end - start);
    }

    /** Returns the backing array, of which only {@link #length()} bytes from {@link #offset()} are meant. Read only. */
    public byte[] array() {
        return array;
    }

    /** Returns where this slice begins in {@link #array()}. */
    public int offset() {
        return offset;
    }

    /** Copies all bytes into an array, beginning at an index of it. */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, offset, target, at, length);
    }

    /** Returns a fresh copy of the bytes. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** Returns these bytes without holding on to a much larger array: itself, or a copy. */
    public Bytes compact() {
        return array.length <= 2 * length + 64 ? this : wrap(toByteArray());
    }

    /** Decodes the bytes as UTF-8; malformed input becomes U+FFFD. */
    public String utf8() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    private static String wellFormed(String text) {
        var at = 0;
        while (at < text.length() && !Character.isSurrogate(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        var result = new StringBuilder(text.length()).append(text, 0, at);
        while (at < text.length()) {
            var point = text.codePointAt(at);
            var unpaired = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            result.appendCodePoint(unpaired ? 0xFFFD : point);
            at += Character.charCount(point);
        }
        return result.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that
                && Arrays.equals(array, offset, offset + length, that.array, that.offset, that.offset + that.length);
    }

    @Override
    public int hashCode() {
        var hash = 1;
        for (var i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** Describes the slice without its content, which may be secret. */
    @Override
    public String toString() {
        return "Bytes[" + length + "]";
    }
}
