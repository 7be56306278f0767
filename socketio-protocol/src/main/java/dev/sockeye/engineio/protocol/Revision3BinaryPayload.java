package dev.sockeye.engineio.protocol;

import java.util.List;

/**
 * Is revision 3's payload in binary form, used where a packet carries binary. Each packet is one byte that tells text
 * (0) from binary, the decimal digits of its length in bytes with the values 0 to 9, {@code 0xFF}, and the packet as it
 * would stand in a frame. An empty body holds no packets.
 */
final class Revision3BinaryPayload {
    private static final byte TEXT = 0;
    private static final byte BINARY = 1;
    private static final byte END_OF_LENGTH = (byte) 0xFF;

    private Revision3BinaryPayload() {}

    static Bytes encode(Frame[] frames) {
        var size = 0L;
        for (var frame : frames) {
            size += 2L
                    + Decimal.digits(frame.payload().length())
                    + frame.payload().length();
        }
        var body = new byte[Math.toIntExact(size)];
        var at = 0;
        for (var frame : frames) {
            body[at++] = frame.binary() ? BINARY : TEXT;
            at = Decimal.write(frame.payload().length(), body, at, 0);
            body[at++] = END_OF_LENGTH;
            frame.payload().copyTo(body, at);
            at += frame.payload().length();
        }
        return Bytes.wrap(body);
    }

    static void decode(Bytes body, List<Packet> packets, int maxPackets) {
        var array = body.array();
        var end = body.offset() + body.length();
        var at = body.offset();
        while (at < end) {
            // The official decoder takes any other value than 0 for binary.
            var binary = array[at++] != TEXT;
            var lengthEnd = Decimal.end(array, at, end, END_OF_LENGTH);
            var length = Decimal.parse(array, at, lengthEnd, 0, end - lengthEnd - 1);
            PayloadCodec.checkRoom(packets, maxPackets);
            packets.add(packet(Bytes.wrap(array, lengthEnd + 1, length), binary));
            at = lengthEnd + 1 + length;
        }
    }

    private static Packet packet(Bytes content, boolean binary) {
        if (binary) {
            return PacketCodec.decodeBinary(content, EngineRevision.V3);
        }
        Utf8.check(content.array(), content.offset(), content.offset() + content.length());
        return PacketCodec.decodeText(content, EngineRevision.V3);
    }
}
