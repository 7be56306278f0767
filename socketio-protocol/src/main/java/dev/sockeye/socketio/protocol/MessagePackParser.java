package dev.sockeye.socketio.protocol;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;
import tools.jackson.databind.json.JsonMapper;

/**
 * Is the parser that puts each packet, its binary values included, into one binary message of MessagePack; official peers
 * must be given {@code socket.io-msgpack-parser}. Stateless and thread-safe.
 */
public final class MessagePackParser implements Parser {
    /** The one instance. */
    public static final MessagePackParser INSTANCE = new MessagePackParser();

    private static final byte[] PREFIX = {JsonPacketEncoder.BINARY_PREFIX};

    private MessagePackParser() {}

    @Override
    public Arguments snapshot(JsonMapper mapper, @Nullable Object[] values) {
        return MessagePackArguments.of(mapper, values);
    }

    @Override
    public List<Message> encode(Packet packet, SocketRevision revision) {
        try (var packer = MessagePack.newDefaultBufferPacker()) {
            packer.addPayload(PREFIX);
            pack(packet, packer);
            return List.of(Message.prefixedBinary(Bytes.wrap(packer.toByteArray())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Packs the members in the order in which the official server sends them. */
    private static void pack(Packet packet, MessagePacker to) throws IOException {
        if (packet instanceof Packet.Event event) {
            to.packMapHeader(event.id().isPresent() ? 4 : 3);
            type(2, to);
            data(event.name(), event.arguments(), to);
            if (event.id().isPresent()) {
                id(event.id().getAsLong(), to);
            }
            namespace(packet, to);
        } else if (packet instanceof Packet.Ack ack) {
            to.packMapHeader(4);
            id(ack.id(), to);
            type(3, to);
            data(null, ack.arguments(), to);
            namespace(packet, to);
        } else if (packet instanceof Packet.Connect connect) {
            to.packMapHeader(connect.data().size() == 0 ? 2 : 3);
            type(0, to);
            single(connect.data(), to);
            namespace(packet, to);
        } else if (packet instanceof Packet.ConnectError error) {
            to.packMapHeader(error.data().size() == 0 ? 2 : 3);
            type(4, to);
            namespace(packet, to);
            single(error.data(), to);
        } else {
            to.packMapHeader(2);
            type(1, to);
            namespace(packet, to);
        }
    }

    private static void type(int type, MessagePacker to) throws IOException {
        to.packString("type").packInt(type);
    }

    private static void id(long id, MessagePacker to) throws IOException {
        to.packString("id").packLong(id);
    }

    private static void namespace(Packet packet, MessagePacker to) throws IOException {
        to.packString("nsp");
        MessagePackTree.write(packet.namespace(), to);
    }

    private static void data(@Nullable String name, Arguments arguments, MessagePacker to) throws IOException {
        to.packString("data").packArrayHeader(arguments.size() + (name == null ? 0 : 1));
        if (name != null) {
            MessagePackTree.write(name, to);
        }
        values(arguments, to);
    }

    private static void single(Arguments data, MessagePacker to) throws IOException {
        if (data.size() > 1) {
            throw new IllegalArgumentException("data: " + data.size() + " values (expected: one or none)");
        }
        if (data.size() == 1) {
            to.packString("data");
            values(data, to);
        }
    }

    private static void values(Arguments arguments, MessagePacker to) throws IOException {
        var packed = arguments instanceof MessagePackArguments own
                ? own
                : MessagePackArguments.of(WireMapper.TREES, new Object[] {arguments});
        var body = packed.body();
        to.addPayload(body.array(), body.offset(), body.length());
    }

    @Override
    public Decoder decoder(SocketRevision revision, ParserLimits limits) {
        return new MessagePackDecoder(revision, limits);
    }
}
