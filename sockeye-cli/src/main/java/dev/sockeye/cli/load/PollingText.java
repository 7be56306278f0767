package dev.sockeye.cli.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads and writes bodies of polling that hold ASCII. */
final class PollingText {
    private static final byte SEPARATOR = 0x1e;

    private PollingText() {}

    /** Encodes packets; for revision 4 each is followed by a separator, of which a body's last one is to be left out. */
    static ByteBuf encode(List<Payload> packets, int eio) {
        var out = Unpooled.directBuffer();
        for (var packet : packets) {
            if (eio == 3) {
                out.writeCharSequence(packet.bytes().length + ":", StandardCharsets.US_ASCII);
            }
            out.writeBytes(packet.bytes());
            if (eio != 3) {
                out.writeByte(SEPARATOR);
            }
        }
        return out;
    }

    /** Returns a body with one packet. */
    static String body(String packet, int eio) {
        return eio == 3 ? packet.length() + ":" + packet : packet;
    }

    /** Takes a body apart. */
    static List<Payload> decode(byte[] body, int eio) {
        var packets = new ArrayList<Payload>();
        var start = 0;
        while (start < body.length) {
            var end = start;
            if (eio == 3) {
                var length = 0;
                while (start < body.length && body[start] != ':') {
                    length = length * 10 + body[start++] - '0';
                }
                start++;
                end = start + length;
            } else {
                while (end < body.length && body[end] != SEPARATOR) {
                    end++;
                }
            }
            if (end < start || end > body.length) {
                throw new LoadException("the server sent a polling body that cannot be read");
            }
            packets.add(new Payload(true, Arrays.copyOfRange(body, start, end)));
            start = eio == 3 ? end : end + 1;
        }
        return packets;
    }
}
