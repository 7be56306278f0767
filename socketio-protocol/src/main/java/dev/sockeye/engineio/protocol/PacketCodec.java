package dev.sockeye.engineio.protocol;

/** Encodes and decodes one packet as one frame of a WebSocket, both revisions. Stateless. */
public final class PacketCodec {
    private PacketCodec() {}

    /**
     * Encodes a packet.
     *
     * @param base64 whether the peer asked for text only ({@code b64=1})
     */
    public static Frame encode(Packet packet, EngineRevision revision, boolean base64) {
        throw new UnsupportedOperationException();
    }

    /**
     * Decodes a frame.
     *
     * @throws EngineProtocolException if it is not a packet of that revision
     */
    public static Packet decode(Frame frame, EngineRevision revision) {
        throw new UnsupportedOperationException();
    }
}
