package dev.sockeye.socketio.protocol;

import dev.sockeye.engineio.protocol.Message;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns packets into messages and back; both ends of a connection must use the same one. Stateless and thread-safe; what
 * is half received lives in a {@link Decoder}.
 */
public interface Parser {
    /**
     * Snapshots Java values, on the caller's thread: what the caller does to them afterwards no longer matters.
     *
     * <p>Values print as they do in ECMAScript: {@code 1.0} as {@code 1}, NaN as null, a {@link java.util.Date} or {@link
     * java.time.Instant} in ISO 8601 with milliseconds.
     *
     * @param values anything that the mapper can write, with binary values ({@code byte[]}, {@link
     *     dev.sockeye.engineio.protocol.Bytes}, {@link java.nio.ByteBuffer}) nested anywhere; null is allowed. An {@link
     *     Argument}, at any depth, is copied as it is, its binary values included; {@link Arguments} stand for all of
     *     their values
     * @throws ArgumentException if a value can't be encoded, is nested too deeply, or looks like the protocol's own
     *     placeholder while there is binary beside it
     */
    Arguments snapshot(JsonMapper mapper, @Nullable Object[] values);

    /**
     * Encodes a packet: one message, or for binary arguments one text followed by the attachments. The messages are
     * immutable and may be sent to any number of connections of that revision.
     */
    List<Message> encode(Packet packet, SocketRevision revision);

    /**
     * Encodes the CONNECT that tells a client of revision 5 that it has joined a namespace.
     *
     * @param id the socket's, made of {@code A-Za-z0-9-_} only
     */
    default List<Message> joined(JsonMapper mapper, String namespace, String id) {
        var data = snapshot(mapper, new Object[] {Map.of("sid", id)});
        return encode(new Packet.Connect(namespace, data), SocketRevision.V5);
    }

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
        @Nullable
        Packet decode(Message message);
    }
}
