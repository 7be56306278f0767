package dev.sockeye.engineio.protocol;

import java.util.List;

/**
 * Is revision 3's payload in text form: {@code <length>:<packet>}, repeated, where the length is that of the packet in
 * UTF-16 code units. A packet of length 0 is none.
 */
final class Revision3TextPayload {
    private static final Bytes NO_PACKETS = Bytes.utf8("0:");

    private Revision3TextPayload() {}

    static Bytes encode(Frame[] frames) {
        if (frames.length == 0) {
            return NO_PACKETS;
        }
        var units = new int[frames.length];
        var size = 0L;
        for (var i = 0; i < frames.length; i++) {
            var text = frames[i].payload();
            units[i] = Utf8.units(text.array(), text.offset(), text.offset() + text.length());
            size += Decimal.digits(units[i]) + 1L + text.length();
        }
        var body = new byte[Math.toIntExact(size)];
        var at = 0;
        for (var i = 0; i < frames.length; i++) {
            at = Decimal.write(units[i], body, at, '0');
            body[at++] = ':';
            frames[i].payload().copyTo(body, at);
            at += frames[i].payload().length();
        }
        return Bytes.wrap(body);
    }

    static void decode(Bytes body, List<Packet> packets, int maxPackets) {
        if (body.isEmpty()) {
            throw new EngineProtocolException("empty payload");
        }
        var array = body.array();
        var end = body.offset() + body.length();
        var at = body.offset();
        while (at < end) {
            var colon = Decimal.end(array, at, end, (byte) ':');
            // A code unit takes a byte at least, so this refuses nothing that skip() would not.
            var units = Decimal.parse(array, at, colon, '0', end - colon - 1);
            var from = colon + 1;
            at = Utf8.skip(array, from, end, units);
            if (units > 0) {
                PayloadCodec.checkRoom(packets, maxPackets);
                packets.add(PacketCodec.decodeText(Bytes.wrap(array, from, at - from), EngineRevision.V3));
            }
        }
    }
}
