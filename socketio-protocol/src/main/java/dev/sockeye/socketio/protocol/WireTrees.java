package dev.sockeye.socketio.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.msgpack.core.MessagePack;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Turns trees into bytes and back, for what nodes of a cluster tell each other. Binary values are {@code BinaryNode}s, which
 * MessagePack carries as they are and JSON can't. Stateless and thread-safe.
 */
public final class WireTrees {
    // What nodes send holds what clients have sent, some levels deeper.
    private static final ParserLimits LIMITS = new ParserLimits(0, 0, 1_000, 256, 1_000, 10_000, 1_024, 512);

    private WireTrees() {}

    /** Encodes a tree without binary values as JSON. */
    public static byte[] json(JsonNode tree) {
        return WireMapper.TREES.writeValueAsBytes(tree);
    }

    /**
     * Decodes JSON.
     *
     * @throws SocketProtocolException if it is none, or nested too deeply
     */
    public static JsonNode json(byte[] bytes) {
        new JsonScanner(LIMITS).value(bytes, 0, bytes.length);
        try {
            return WireMapper.TREES.readTree(bytes);
        } catch (JacksonException e) {
            throw new SocketProtocolException("invalid JSON");
        }
    }

    /** Encodes a tree as MessagePack. */
    public static byte[] messagePack(JsonNode tree) {
        try (var packer = MessagePack.newDefaultBufferPacker()) {
            MessagePackTree.write(tree, packer);
            return packer.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Decodes MessagePack.
     *
     * @throws SocketProtocolException if it is none, or nested too deeply
     */
    public static JsonNode messagePack(byte[] bytes) {
        var scanner = new MessagePackScanner(LIMITS);
        scanner.begin(bytes, bytes.length);
        if (scanner.value(0, 0) != bytes.length) {
            throw new SocketProtocolException("bytes behind the value");
        }
        return MessagePackTree.read(bytes, 0, bytes.length);
    }
}
