package dev.sockeye.engineio.protocol;

import java.util.List;

/**
 * Is revision 4's payload: packets in text form with U+001E between them. A text that contains that character splits
 * when it is received; JSON escapes it.
 */
final class Revision4Payload {
    private static final byte SEPARATOR = 0x1E;

    private Revision4Payload() {}

    static Bytes encode(Frame[] frames) {
        var size = Math.max(0L, frames.length - 1L);
        for (var frame : frames) {
            size += frame.payload().length();
        }
        var body = new byte[Math.toIntExact(size)];
        var at = 0;
        for (var frame : frames) {
            if (at > 0) {
                body[at++] = SEPARATOR;
            }
            frame.payload().copyTo(body, at);
            at += frame.payload().length();
        }
        return Bytes.wrap(body);
    }

    static void decode(Bytes body, List<Packet> packets, int maxPackets) {
        var array = body.array();
        var end = body.offset() + body.length();
        var from = body.offset();
        while (true) {
            var to = from;
            while (to < end && array[to] != SEPARATOR) {
                to++;
            }
            PayloadCodec.checkRoom(packets, maxPackets);
            Utf8.check(array, from, to);
            packets.add(PacketCodec.decodeText(Bytes.wrap(array, from, to - from), EngineRevision.V4));
            if (to == end) {
                return;
            }
            from = to + 1;
        }
    }
}
