package dev.sockeye.engineio.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Encodes and decodes the bodies of polling requests and answers, both revisions. Stateless.
 *
 * <p>The three forms have a class each: {@link Revision3TextPayload}, {@link Revision3BinaryPayload} and {@link
 * Revision4Payload}.
 */
public final class PayloadCodec {
    private PayloadCodec() {}

    /**
     * Is an encoded body.
     *
     * @param body the bytes of the HTTP body
     * @param binary whether they are revision 3's binary form, {@code application/octet-stream}, or text
     */
    public record Body(Bytes body, boolean binary) {}

    /**
     * Is what a body held.
     *
     * @param packets the packets in front of the first mistake
     * @param error the first mistake; nothing behind it was looked at
     */
    public record Decoded(List<Packet> packets, Optional<EngineProtocolException> error) {}

    /**
     * Encodes packets, in the binary form where the revision has one, a packet carries binary and the peer takes it.
     *
     * @param base64 whether the peer asked for text only ({@code b64=1}), or speaks JSONP
     * @throws IllegalArgumentException if the revision has no such packet
     * @throws ArithmeticException if the body would be larger than 2 GiB
     */
    public static Body encode(List<? extends Packet> packets, EngineRevision revision, boolean base64) {
        if (revision == EngineRevision.V4) {
            return new Body(Revision4Payload.encode(frames(packets, revision, true)), false);
        }
        if (!base64 && anyBinary(packets)) {
            return new Body(Revision3BinaryPayload.encode(frames(packets, revision, false)), true);
        }
        return new Body(Revision3TextPayload.encode(frames(packets, revision, true)), false);
    }

    /**
     * Decodes a body, as far as it is good. The packets share its memory.
     *
     * @param binary whether the body came as {@code application/octet-stream}
     * @param maxPackets how many packets one body may hold; one more is a mistake
     */
    public static Decoded decode(Bytes body, boolean binary, EngineRevision revision, int maxPackets) {
        var packets = new ArrayList<Packet>();
        try {
            if (revision == EngineRevision.V3) {
                if (binary) {
                    Revision3BinaryPayload.decode(body, packets, maxPackets);
                } else {
                    Revision3TextPayload.decode(body, packets, maxPackets);
                }
            } else if (binary) {
                throw new EngineProtocolException("revision 4 has no binary payload");
            } else {
                Revision4Payload.decode(body, packets, maxPackets);
            }
            return new Decoded(packets, Optional.empty());
        } catch (EngineProtocolException e) {
            return new Decoded(packets, Optional.of(e));
        }
    }

    /**
     * Returns how many packets from the front of a queue a client may put into one body of revision 4: as many as fit
     * into what the server takes, and at least one, since the first is never split.
     *
     * @param maxPayload the server's limit in bytes; 0 means none
     */
    public static int fitting(List<? extends Packet> packets, long maxPayload) {
        var count = 0;
        var size = 0L;
        for (var packet : packets) {
            var length = (long) packet.data().length();
            // A type or the base64 mark in front of each, a separator in front of all but the first.
            size += (count == 0 ? 1 : 2) + (packet.binary() ? Base64Text.encodedLength(length) : length);
            if (count > 0 && maxPayload > 0 && size > maxPayload) {
                break;
            }
            count++;
        }
        return count;
    }

    /** Refuses one packet more than the limit, before it is decoded. */
    static void checkRoom(List<Packet> packets, int maxPackets) {
        if (packets.size() >= maxPackets) {
            throw new EngineProtocolException("too many packets in one payload");
        }
    }

    private static boolean anyBinary(List<? extends Packet> packets) {
        for (var packet : packets) {
            if (packet.binary()) {
                return true;
            }
        }
        return false;
    }

    private static Frame[] frames(List<? extends Packet> packets, EngineRevision revision, boolean base64) {
        var frames = new Frame[packets.size()];
        for (var i = 0; i < frames.length; i++) {
            frames[i] = PacketCodec.encode(packets.get(i), revision, base64);
        }
        return frames;
    }
}
