package dev.sockeye.socketio.protocol;

import dev.sockeye.engineio.protocol.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Is the parser that every client speaks unless told otherwise: a text of JSON, and the binary values within it as messages
 * behind it. Stateless and thread-safe.
 */
public final class JsonPacketParser implements Parser {
    /** The one instance. */
    public static final JsonPacketParser INSTANCE = new JsonPacketParser();

    private JsonPacketParser() {}

    @Override
    public Arguments snapshot(JsonMapper mapper, @Nullable Object[] values) {
        return JsonSnapshot.of(mapper, values);
    }

    /**
     * {@inheritDoc}
     *
     * @throws ArgumentException if the data of a CONNECT or CONNECT_ERROR holds binary, which they can't carry
     * @throws IllegalArgumentException if the namespace can't be written: without {@code /} in front, or with a comma
     */
    @Override
    public List<Message> encode(Packet packet, SocketRevision revision) {
        return JsonPacketEncoder.encode(packet);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the namespace can't be written
     */
    @Override
    public List<Message> joined(JsonMapper mapper, String namespace, String id) {
        return JsonPacketEncoder.joined(namespace, id);
    }

    @Override
    public Decoder decoder(SocketRevision revision, ParserLimits limits) {
        return new JsonPacketDecoder(revision, limits);
    }
}
