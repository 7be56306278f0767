package dev.sockeye.engineio.protocol;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Is one message of a frame transport, a WebSocket or later a WebTransport stream: UTF-8 text or bytes.
 *
 * <p>Immutable but for one slot in which a host may keep the frame in its own wire form, so that a broadcast is framed
 * once for all of its receivers. A text frame that begins with the prefix of messages is the {@link Message} as well. Frames
 * are equal that have equal bytes of the same kind.
 */
public sealed interface Frame permits FramedText, OwnFrame {
    /** Makes a text frame of valid UTF-8. */
    static Frame text(Bytes utf8, boolean compress) {
        var message = !utf8.isEmpty() && utf8.at(0) == Message.TEXT_PREFIX;
        return message ? FramedText.of(utf8, compress) : new OwnFrame(utf8, false, compress);
    }

    /**
     * Makes a text frame of the valid UTF-8 at the beginning of an array, which must not change afterwards.
     *
     * @throws IndexOutOfBoundsException if the array is shorter
     */
    static Frame text(byte[] utf8, int length, boolean compress) {
        Objects.checkFromIndexSize(0, length, utf8.length);
        // One object less than by way of Bytes, for most of what is received.
        var message = length > 0 && utf8[0] == Message.TEXT_PREFIX;
        return message
                ? FramedText.of(utf8, length, compress)
                : new OwnFrame(Bytes.wrap(utf8, 0, length), false, compress);
    }

    /** Makes a text frame. */
    static Frame text(String text) {
        return text(Bytes.utf8(text), true);
    }

    /** Makes a binary frame. */
    static Frame binary(Bytes bytes, boolean compress) {
        return new OwnFrame(bytes, true, compress);
    }

    /** Returns the content. */
    Bytes payload();

    /** Returns the array that the content is in, which must not be changed. */
    byte[] array();

    /** Returns where in the array the content begins. */
    int offset();

    /** Returns how many bytes the content has. */
    int length();

    /** Tells whether the sender wants the frame compressed where that was negotiated. */
    boolean compress();

    /** Tells whether this is a binary frame. */
    boolean binary();

    /** Returns what a host has kept here. */
    @Nullable
    Object hostForm();

    /** Keeps a host's own wire form of this frame: an immutable object with final fields. */
    void hostForm(Object form);
}
