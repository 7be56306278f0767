package dev.sockeye.engineio.protocol;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Is one message of a frame transport, a WebSocket or later a WebTransport stream: UTF-8 text or bytes.
 *
 * <p>Immutable but for one slot in which a host may keep the frame in its own wire form, so that a broadcast is framed
 * once for all of its receivers.
 */
public abstract sealed class Frame permits Frame.Text, Frame.Binary {
    private final Bytes payload;
    private final boolean compress;

    // A cache. A host puts only immutable objects here, so that a race costs work, never correctness.
    private @Nullable Object hostForm;

    private Frame(Bytes payload, boolean compress) {
        this.payload = Objects.requireNonNull(payload, "payload");
        this.compress = compress;
    }

    /** Makes a text frame of valid UTF-8. */
    public static Frame text(Bytes utf8, boolean compress) {
        return new Text(utf8, compress);
    }

    /** Makes a text frame. */
    public static Frame text(String text) {
        return new Text(Bytes.utf8(text), true);
    }

    /** Makes a binary frame. */
    public static Frame binary(Bytes bytes, boolean compress) {
        return new Binary(bytes, compress);
    }

    /** Returns the content. */
    public Bytes payload() {
        return payload;
    }

    /** Tells whether the sender wants the frame compressed where that was negotiated. */
    public boolean compress() {
        return compress;
    }

    /** Tells whether this is a binary frame. */
    public boolean binary() {
        return this instanceof Binary;
    }

    /** Returns what a host has kept here. */
    public @Nullable Object hostForm() {
        return hostForm;
    }

    /** Keeps a host's own wire form of this frame: an immutable object with final fields. */
    public void hostForm(Object form) {
        hostForm = form;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frame that && binary() == that.binary() && payload.equals(that.payload);
    }

    @Override
    public int hashCode() {
        return payload.hashCode();
    }

    @Override
    public String toString() {
        return (binary() ? "Frame[binary, " : "Frame[text, ") + payload.length() + "]";
    }

    /** Is a frame of valid UTF-8. */
    public static final class Text extends Frame {
        private Text(Bytes utf8, boolean compress) {
            super(utf8, compress);
        }
    }

    /** Is a frame of bytes. */
    public static final class Binary extends Frame {
        private Binary(Bytes bytes, boolean compress) {
            super(bytes, compress);
        }
    }
}
