package dev.sockeye.engineio.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Turns binary data into the text form that every transport can carry, and back. */
final class Base64Text {
    private Base64Text() {}

    /** Encodes as padded standard base64 behind an ASCII prefix. */
    static Bytes encode(String prefix, Bytes data) {
        var encoded = Base64.getEncoder().encode(buffer(data));
        var length = encoded.remaining();
        var text = new byte[prefix.length() + length];
        System.arraycopy(prefix.getBytes(StandardCharsets.US_ASCII), 0, text, 0, prefix.length());
        encoded.get(text, prefix.length(), length);
        return Bytes.wrap(text);
    }

    /** Returns the length of the padded form of that many bytes. */
    static long encodedLength(long bytes) {
        return (bytes + 2) / 3 * 4;
    }

    /**
     * Decodes base64 in the standard or in the URL-safe alphabet (not a mixture of them), padded or not. Both official
     * decoders take all of these; what else they take is garbage.
     *
     * @throws EngineProtocolException if it is anything else
     */
    static Bytes decode(Bytes text) {
        try {
            var decoder = urlSafe(text) ? Base64.getUrlDecoder() : Base64.getDecoder();
            var decoded = decoder.decode(buffer(text));
            return Bytes.wrap(decoded.array(), decoded.arrayOffset() + decoded.position(), decoded.remaining());
        } catch (IllegalArgumentException e) {
            throw new EngineProtocolException("binary data is not valid base64");
        }
    }

    private static boolean urlSafe(Bytes text) {
        var array = text.array();
        for (int i = text.offset(), end = i + text.length(); i < end; i++) {
            if (array[i] == '-' || array[i] == '_') {
                return true;
            }
        }
        return false;
    }

    private static ByteBuffer buffer(Bytes bytes) {
        return ByteBuffer.wrap(bytes.array(), bytes.offset(), bytes.length());
    }
}
