package dev.sockeye.engineio.protocol;

import java.util.List;

/** Encodes and decodes the bodies of polling requests and answers, both revisions. Stateless. */
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
     * Encodes packets, in the binary form where the revision has one, a packet carries binary and the peer takes it.
     *
     * @param base64 whether the peer asked for text only ({@code b64=1}), or speaks JSONP
     */
    public static Body encode(List<? extends Packet> packets, EngineRevision revision, boolean base64) {
        throw new UnsupportedOperationException();
    }

    /**
     * Decodes a body, as far as it is good.
     *
     * @param binary whether the body came as {@code application/octet-stream}
     * @param maxPackets how many packets one body may hold
     */
    public static Decoded decode(Bytes body, boolean binary, EngineRevision revision, int maxPackets) {
        throw new UnsupportedOperationException();
    }

    /**
     * Is what a body held.
     *
     * @param packets the packets in front of the first mistake
     * @param error the first mistake; nothing behind it was looked at
     */
    public record Decoded(List<Packet> packets, java.util.Optional<EngineProtocolException> error) {}
}
