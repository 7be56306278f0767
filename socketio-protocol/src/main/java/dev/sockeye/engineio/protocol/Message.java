package dev.sockeye.engineio.protocol;

/**
 * Is a message packet: a text or a run of bytes that the layer above sends or receives.
 *
 * <p>Made to be shared: a broadcast hands one message to every receiver, and the frame that carries it is made once for
 * each form in which it can travel. For that, a message that was encoded with its one-byte prefix in front ({@code '4'}
 * before text, {@code 0x04} before binary) turns into a frame without copying.
 */
public abstract sealed class Message implements Packet permits FramedText, UnframedMessage {
    static final byte TEXT_PREFIX = '4';
    static final byte BINARY_PREFIX = 4;

    Message() {}

    /** Makes a text message. */
    public static Message text(String text) {
        return text(Bytes.utf8(text));
    }

    /** Makes a text message of valid UTF-8. */
    public static Message text(Bytes utf8) {
        return new UnframedMessage(utf8, false, false, true);
    }

    /** Makes a binary message. */
    public static Message binary(Bytes bytes) {
        return new UnframedMessage(bytes, true, false, true);
    }

    /**
     * Makes a text message from bytes that begin with the prefix {@code '4'}, so that no frame needs a copy.
     *
     * @throws IllegalArgumentException if the prefix is missing
     */
    public static Message prefixedText(Bytes withPrefix) {
        check(withPrefix, TEXT_PREFIX);
        return FramedText.of(withPrefix, true);
    }

    /**
     * Makes a binary message from bytes that begin with the prefix {@code 0x04}, so that no frame needs a copy.
     *
     * @throws IllegalArgumentException if the prefix is missing
     */
    public static Message prefixedBinary(Bytes withPrefix) {
        check(withPrefix, BINARY_PREFIX);
        return new UnframedMessage(withPrefix, true, true, true);
    }

    private static void check(Bytes withPrefix, byte prefix) {
        if (withPrefix.isEmpty() || withPrefix.at(0) != prefix) {
            throw new IllegalArgumentException("withPrefix: no prefix (expected: first byte " + prefix + ")");
        }
    }

    /** Returns this message with the wish to be compressed, or not, where the transport can. */
    public abstract Message compress(boolean on);

    /** Tells whether the sender wants the message compressed where the transport can. True by default. */
    public abstract boolean compress();

    /**
     * Returns the frame that carries this message; made once for each form and then shared.
     *
     * @param base64 whether the peer cannot take binary frames
     */
    abstract Frame frame(EngineRevision revision, boolean base64);

    @Override
    public final PacketType type() {
        return PacketType.MESSAGE;
    }

    /** Compares type and data; the wish to be compressed does not count. */
    @Override
    public final boolean equals(Object other) {
        return other instanceof Message that && binary() == that.binary() && data().equals(that.data());
    }

    @Override
    public final int hashCode() {
        return data().hashCode() * 31 + Boolean.hashCode(binary());
    }

    @Override
    public final String toString() {
        return (binary() ? "Message[binary, " : "Message[text, ") + data().length() + "]";
    }
}
