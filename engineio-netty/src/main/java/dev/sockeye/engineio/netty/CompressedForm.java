package dev.sockeye.engineio.netty;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Frame;

/** Is what a frame keeps in its slot, so that a broadcast is compressed once. Immutable. */
final class CompressedForm {
    private final Bytes payload;

    private CompressedForm(Bytes payload) {
        this.payload = payload;
    }

    /** Returns the compressed payload, or the frame's own where compression gains nothing. */
    static Bytes of(Frame frame) {
        if (frame.hostForm() instanceof CompressedForm form) {
            return form.payload;
        }
        var deflated = Deflate.compress(frame.payload());
        var payload = deflated.length < frame.payload().length() ? Bytes.wrap(deflated) : frame.payload();
        frame.hostForm(new CompressedForm(payload));
        return payload;
    }
}
