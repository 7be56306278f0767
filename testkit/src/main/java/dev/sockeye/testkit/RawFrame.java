package dev.sockeye.testkit;

import java.nio.charset.StandardCharsets;

/**
 * A WebSocket frame (RFC 6455, section 5.2), legal or not. Lengths are always written in their shortest form.
 *
 * @param fin whether it is the last of its message
 * @param rsv the three reserved bits, 0 to 7
 * @param opcode 0 to 15
 * @param masked whether the payload is sent with a mask, as clients must
 * @param payload the payload without its mask
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; tests look at its parts
public record RawFrame(boolean fin, int rsv, int opcode, boolean masked, byte[] payload) {
    /** The opcodes of the standard. */
    public static final int CONTINUATION = 0;

    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    /** Makes a whole, masked message or control frame. */
    public static RawFrame of(int opcode, byte[] payload) {
        return new RawFrame(true, 0, opcode, true, payload);
    }

    /** Makes a masked text message. */
    public static RawFrame text(String text) {
        return of(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes a masked close frame with a code and no reason. */
    public static RawFrame close(int code) {
        return of(CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
    }

    /** Returns the payload as UTF-8. */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** Returns the code of a close frame; 1005 when it has none. */
    public int closeCode() {
        return payload.length < 2 ? 1005 : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
    }

    /** Returns the bytes of the frame on the wire. */
    public byte[] encode() {
        int extra = payload.length < 126 ? 0 : payload.length < 65536 ? 2 : 8;
        int start = 2 + extra + (masked ? 4 : 0);
        byte[] wire = new byte[start + payload.length];
        wire[0] = (byte) ((fin ? 0x80 : 0) | (rsv << 4) | opcode);
        wire[1] = (byte) ((masked ? 0x80 : 0) | (extra == 0 ? payload.length : extra == 2 ? 126 : 127));
        for (int i = 0; i < extra; i++) {
            wire[2 + i] = (byte) ((long) payload.length >> (8 * (extra - 1 - i)));
        }
        System.arraycopy(payload, 0, wire, start, payload.length);
        if (masked) {
            byte[] mask = {0x5a, (byte) 0xa5, 0x3c, (byte) 0xc3};
            System.arraycopy(mask, 0, wire, start - 4, 4);
            for (int i = 0; i < payload.length; i++) {
                wire[start + i] ^= mask[i & 3];
            }
        }
        return wire;
    }
}
