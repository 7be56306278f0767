package dev.sockeye.engineio.protocol;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Is a message packet: a text or a run of bytes that the layer above sends or receives.
 *
 * <p>Made to be shared: a broadcast hands one message to every receiver, and the frame that carries it is made once for
 * each form in which it can travel. For that, a message that was encoded with its one-byte prefix in front ({@code '4'}
 * before text, {@code 0x04} before binary) turns into a frame without copying.
 */
public final class Message implements Packet {
    static final byte TEXT_PREFIX = '4';
    static final byte BINARY_PREFIX = 4;

    // With the prefix where there is one: its frame carries it as it is.
    private final Bytes whole;
    private final boolean binary;
    private final boolean prefixed;
    private final boolean compress;

    // A cache of the frames made so far: the plain one, or Frames where another form was asked for. In one slot, since
    // there is a message for each event. Only immutable values with final fields: threads may race to fill it and each
    // sees whole frames.
    private @Nullable Object frames;

    private record Frames(
            @Nullable Frame plain,
            @Nullable Frame revision3,
            @Nullable Base64Frame base64) {
        static final Frames NONE = new Frames(null, null, null);
    }

    private Message(Bytes whole, boolean binary, boolean prefixed, boolean compress) {
        this.whole = Objects.requireNonNull(whole, "data");
        this.binary = binary;
        this.prefixed = prefixed;
        this.compress = compress;
    }

    /** Makes a text message. */
    public static Message text(String text) {
        return text(Bytes.utf8(text));
    }

    /** Makes a text message of valid UTF-8. */
    public static Message text(Bytes utf8) {
        return new Message(utf8, false, false, true);
    }

    /** Makes a binary message. */
    public static Message binary(Bytes bytes) {
        return new Message(bytes, true, false, true);
    }

    /**
     * Makes a text message from bytes that begin with the prefix {@code '4'}, so that no frame needs a copy.
     *
     * @throws IllegalArgumentException if the prefix is missing
     */
    public static Message prefixedText(Bytes withPrefix) {
        return prefixed(withPrefix, false, TEXT_PREFIX);
    }

    /**
     * Makes a binary message from bytes that begin with the prefix {@code 0x04}, so that no frame needs a copy.
     *
     * @throws IllegalArgumentException if the prefix is missing
     */
    public static Message prefixedBinary(Bytes withPrefix) {
        return prefixed(withPrefix, true, BINARY_PREFIX);
    }

    private static Message prefixed(Bytes withPrefix, boolean binary, byte prefix) {
        if (withPrefix.isEmpty() || withPrefix.at(0) != prefix) {
            throw new IllegalArgumentException("withPrefix: no prefix (expected: first byte " + prefix + ")");
        }
        return new Message(withPrefix, binary, true, true);
    }

    /** Returns this message with the wish to be compressed, or not, where the transport can. */
    public Message compress(boolean on) {
        return on == compress ? this : new Message(whole, binary, prefixed, on);
    }

    @Override
    public PacketType type() {
        return PacketType.MESSAGE;
    }

    @Override
    public Bytes data() {
        return prefixed ? whole.from(1) : whole;
    }

    @Override
    public boolean binary() {
        return binary;
    }

    /** Tells whether the sender wants the message compressed where the transport can. True by default. */
    public boolean compress() {
        return compress;
    }

    /**
     * Returns the frame that carries this message; made once for each form and then shared.
     *
     * @param base64 whether the peer cannot take binary frames
     */
    Frame frame(EngineRevision revision, boolean base64) {
        if (binary && (base64 || revision == EngineRevision.V3)) {
            return base64 ? base64Frame(revision) : revision3Frame();
        }
        if (frames instanceof Frame plain) {
            return plain;
        }
        var known = made();
        if (known.plain != null) {
            return known.plain;
        }
        var frame = binary ? Frame.binary(data(), compress) : Frame.text(withPrefix(TEXT_PREFIX), compress);
        frames = known.revision3 == null && known.base64 == null
                ? frame
                : new Frames(frame, known.revision3, known.base64);
        return frame;
    }

    private Frames made() {
        var known = frames;
        if (known instanceof Frames several) {
            return several;
        }
        return known instanceof Frame plain ? new Frames(plain, null, null) : Frames.NONE;
    }

    private Frame revision3Frame() {
        var known = made();
        var frame = known.revision3;
        if (frame == null) {
            frame = Frame.binary(withPrefix(BINARY_PREFIX), compress);
            frames = new Frames(known.plain, frame, known.base64);
        }
        return frame;
    }

    private Frame base64Frame(EngineRevision revision) {
        var known = made();
        var frame = known.base64;
        if (frame == null || frame.revision != revision) {
            var prefix = revision == EngineRevision.V3 ? "b4" : "b";
            frame = new Base64Frame(revision, Frame.text(Base64Text.encode(prefix, data()), compress));
            frames = new Frames(known.plain, known.revision3, frame);
        }
        return frame.frame;
    }

    private record Base64Frame(EngineRevision revision, Frame frame) {}

    private Bytes withPrefix(byte prefix) {
        if (prefixed) {
            return whole;
        }
        var array = new byte[whole.length() + 1];
        array[0] = prefix;
        whole.copyTo(array, 1);
        return Bytes.wrap(array);
    }

    /** Compares type and data; the wish to be compressed does not count. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Message that && binary == that.binary && data().equals(that.data());
    }

    @Override
    public int hashCode() {
        return data().hashCode() * 31 + Boolean.hashCode(binary);
    }

    @Override
    public String toString() {
        return (binary ? "Message[binary, " : "Message[text, ") + data().length() + "]";
    }
}
