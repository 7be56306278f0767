package dev.sockeye.engineio.protocol;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Is a frame that is nothing else. */
final class OwnFrame implements Frame {
    private final Bytes payload;
    private final boolean binary;
    private final boolean compress;

    // A cache. A host puts only immutable objects here, so that a race costs work, never correctness.
    private @Nullable Object hostForm;

    OwnFrame(Bytes payload, boolean binary, boolean compress) {
        this.payload = Objects.requireNonNull(payload, "payload");
        this.binary = binary;
        this.compress = compress;
    }

    @Override
    public Bytes payload() {
        return payload;
    }

    @Override
    public byte[] array() {
        return payload.array();
    }

    @Override
    public int offset() {
        return payload.offset();
    }

    @Override
    public int length() {
        return payload.length();
    }

    @Override
    public boolean compress() {
        return compress;
    }

    @Override
    public boolean binary() {
        return binary;
    }

    @Override
    public @Nullable Object hostForm() {
        return hostForm;
    }

    @Override
    public void hostForm(Object form) {
        hostForm = form;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OwnFrame that && binary == that.binary && payload.equals(that.payload);
    }

    @Override
    public int hashCode() {
        return payload.hashCode();
    }

    @Override
    public String toString() {
        return (binary ? "Frame[binary, " : "Frame[text, ") + payload.length() + "]";
    }
}
