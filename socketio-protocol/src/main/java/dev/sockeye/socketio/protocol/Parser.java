package dev.sockeye.socketio.protocol;

import dev.sockeye.engineio.protocol.Message;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns packets into messages and back; both ends of a connection must use the same one. Stateless and thread-safe; what
 * is half received lives in a {@link Decoder}.
 */
public interface Parser {
    /**
     * Snapshots Java values, on the caller's thread: what the caller does to them afterwards no longer matters.
     *
     * @param values anything that the mapper can write, with binary values ({@code byte[]}, {@link
     *     dev.sockeye.engineio.protocol.Bytes}, {@link java.nio.ByteBuffer}) nested anywhere; null is allowed
     * @throws ArgumentException if a value can't be encoded
     */
    Arguments snapshot(JsonMapper mapper, Object[] values);

    /**
     * Encodes a packet: one message, or for binary arguments one text followed by the attachments. The messages are
     * immutable and may be sent to any number of connections of that revision.
     */
    List<Message> encode(Packet packet, SocketRevision revision);

    /** Makes a decoder for one connection. */
    Decoder decoder(SocketRevision revision, ParserLimits limits);

    /** Is the receiving side of one connection. Confined to that connection's lane. */
    interface Decoder {
        /**
         * Takes one message.
         *
         * @return the packet that it completes, or null while attachments are missing
         * @throws SocketProtocolException if it breaks the protocol; the decoder is of no more use then
         */
        @org.jspecify.annotations.Nullable
        Packet decode(Message message);
    }
}
