package dev.sockeye.cli.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Is a message of the transport: what one WebSocket frame carries. The bytes are not to be changed. */
@SuppressWarnings("ArrayRecordComponent") // Never compared but by same().
record Payload(boolean text, byte[] bytes) {
    private static final int SHOWN = 100;

    static Payload text(String text) {
        return new Payload(true, text.getBytes(StandardCharsets.UTF_8));
    }

    boolean same(Payload other) {
        return text == other.text && Arrays.equals(bytes, other.bytes);
    }

    boolean startsWith(byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** Shows the beginning. */
    String shown() {
        var end = Math.min(SHOWN, bytes.length);
        return text
                ? new String(bytes, 0, end, StandardCharsets.UTF_8) + (end < bytes.length ? "…" : "")
                : bytes.length + " bytes of binary";
    }
}
