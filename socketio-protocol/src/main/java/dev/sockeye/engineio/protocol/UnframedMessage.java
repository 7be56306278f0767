package dev.sockeye.engineio.protocol;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Is a message for which frames are made: binary, or a text without the prefix in front. */
final class UnframedMessage extends Message {
    // With the prefix where there is one: its frame carries it as it is.
    private final Bytes whole;
    private final boolean binary;
    private final boolean prefixed;
    private final boolean compress;

    // The frames made so far. Immutable values with final fields: threads may race to make them, and each sees whole
    // ones.
    private @Nullable Frame plain;
    private @Nullable Frame revision3;
    private @Nullable Base64Frame base64;

    private record Base64Frame(EngineRevision revision, Frame frame) {}

    UnframedMessage(Bytes whole, boolean binary, boolean prefixed, boolean compress) {
        this.whole = Objects.requireNonNull(whole, "data");
        this.binary = binary;
        this.prefixed = prefixed;
        this.compress = compress;
    }

    @Override
    public Message compress(boolean on) {
        return on == compress ? this : new UnframedMessage(whole, binary, prefixed, on);
    }

    @Override
    public Bytes data() {
        return prefixed ? whole.from(1) : whole;
    }

    @Override
    public boolean binary() {
        return binary;
    }

    @Override
    public boolean compress() {
        return compress;
    }

    @Override
    Frame frame(EngineRevision revision, boolean base64) {
        if (binary && base64) {
            return base64Frame(revision);
        }
        return binary && revision == EngineRevision.V3 ? revision3Frame() : plainFrame();
    }

    private Frame plainFrame() {
        var frame = plain;
        if (frame == null) {
            frame = binary ? Frame.binary(data(), compress) : Frame.text(withPrefix(TEXT_PREFIX), compress);
            plain = frame;
        }
        return frame;
    }

    private Frame revision3Frame() {
        var frame = revision3;
        if (frame == null) {
            frame = Frame.binary(withPrefix(BINARY_PREFIX), compress);
            revision3 = frame;
        }
        return frame;
    }

    private Frame base64Frame(EngineRevision revision) {
        var made = base64;
        if (made == null || made.revision != revision) {
            var prefix = revision == EngineRevision.V3 ? "b4" : "b";
            made = new Base64Frame(revision, Frame.text(Base64Text.encode(prefix, data()), compress));
            base64 = made;
        }
        return made.frame;
    }

    private Bytes withPrefix(byte prefix) {
        if (prefixed) {
            return whole;
        }
        var array = new byte[whole.length() + 1];
        array[0] = prefix;
        whole.copyTo(array, 1);
        return Bytes.wrap(array);
    }
}
