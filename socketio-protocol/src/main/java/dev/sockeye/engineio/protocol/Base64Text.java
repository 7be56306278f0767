package dev.sockeye.engineio.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Turns binary data into the text form that every transport can carry, and back. */
final class Base64Text {
    private Base64Text() {}

    /** Encodes as padded standard base64 behind an ASCII prefix. */
    static Bytes encode(String prefix, Bytes data) {
        var encoded = Base64.getEncoder().encode(data.toByteArray());
        var text = new byte[prefix.length() + encoded.length];
        System.arraycopy(prefix.getBytes(StandardCharsets.US_ASCII), 0, text, 0, prefix.length());
        System.arraycopy(encoded, 0, text, prefix.length(), encoded.length);
        return Bytes.wrap(text);
    }

    /**
     * Decodes strict standard base64, padded or not.
     *
     * @throws EngineProtocolException if it is anything else
     */
    static Bytes decode(Bytes text) {
        try {
            return Bytes.wrap(Base64.getDecoder().decode(text.toByteArray()));
        } catch (IllegalArgumentException e) {
            throw new EngineProtocolException("binary data is not valid base64");
        }
    }
}
