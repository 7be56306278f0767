package dev.sockeye.engineio.protocol;

import java.nio.ByteBuffer;

/**
 * Frames packets of revision 4 on a byte stream, as WebTransport needs it: a header with the length, then what would
 * stand in a WebSocket frame. Stateless; {@link StreamDecoder} is the other direction.
 *
 * <p>The header is one byte for lengths below 126, the value 126 and 16 bits for those below 65536, else 127 and 64
 * bits. The first bit of all tells binary from text.
 */
public final class StreamFraming {
    static final int BINARY = 0x80;
    static final int LENGTH = 0x7F;
    static final int LENGTH_16 = 126;
    static final int LENGTH_64 = 127;

    private StreamFraming() {}

    /**
     * Encodes a packet.
     *
     * @throws IllegalArgumentException if it is a binary control packet
     */
    public static Bytes encode(Packet packet) {
        // A length of 0 is not allowed, so empty binary travels in its text form.
        var base64 = packet.binary() && packet.data().isEmpty();
        var frame = PacketCodec.encode(packet, EngineRevision.V4, base64);
        var length = frame.payload().length();
        var flag = frame.binary() ? BINARY : 0;
        var headerLength = length < LENGTH_16 ? 1 : length <= 0xFFFF ? 3 : 9;
        var bytes = new byte[Math.addExact(headerLength, length)];
        var header = ByteBuffer.wrap(bytes);
        switch (headerLength) {
            case 1 -> header.put((byte) (flag | length));
            case 3 -> header.put((byte) (flag | LENGTH_16)).putShort((short) length);
            default -> header.put((byte) (flag | LENGTH_64)).putLong(length);
        }
        frame.payload().copyTo(bytes, headerLength);
        return Bytes.wrap(bytes);
    }
}
