package dev.sockeye.engineio.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Is a text message whose bytes stand behind the prefix, and by that the frame that carries it: most messages that travel
 * over WebSockets are this one object and its array.
 */
final class FramedText extends Message implements Frame {
    // The slice that begins with the prefix. Not as Bytes: that would be one more object for each message.
    private final byte[] array;
    private final int offset;
    private final int length;
    private final boolean compress;

    // A cache. A host puts only immutable objects here, so that a race costs work, never correctness.
    private @Nullable Object hostForm;

    private FramedText(byte[] array, int offset, int length, boolean compress) {
        this.array = array;
        this.offset = offset;
        this.length = length;
        this.compress = compress;
    }

    /** Makes one of bytes that begin with the prefix. */
    static FramedText of(Bytes withPrefix, boolean compress) {
        return new FramedText(withPrefix.array(), withPrefix.offset(), withPrefix.length(), compress);
    }

    /** Makes one of the beginning of an array, which begins with the prefix. */
    static FramedText of(byte[] withPrefix, int length, boolean compress) {
        return new FramedText(withPrefix, 0, length, compress);
    }

    @Override
    public Message compress(boolean on) {
        return on == compress ? this : new FramedText(array, offset, length, on);
    }

    @Override
    public Bytes data() {
        return Bytes.wrap(array, offset + 1, length - 1);
    }

    @Override
    public Bytes payload() {
        return Bytes.wrap(array, offset, length);
    }

    @Override
    public byte[] array() {
        return array;
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public boolean binary() {
        return false;
    }

    @Override
    public boolean compress() {
        return compress;
    }

    @Override
    Frame frame(EngineRevision revision, boolean base64) {
        return this;
    }

    @Override
    public @Nullable Object hostForm() {
        return hostForm;
    }

    @Override
    public void hostForm(Object form) {
        hostForm = form;
    }
}
