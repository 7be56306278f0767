package dev.sockeye.socketio.server.adapter.cluster;

import dev.sockeye.socketio.protocol.SocketProtocolException;
import dev.sockeye.socketio.protocol.WireTrees;
import tools.jackson.databind.JsonNode;

/** Encodes what nodes say as the official adapters do. Stateless and thread-safe. */
public enum ClusterCodec {
    /** Is JSON, but MessagePack for messages that hold binary values: what sharded Redis and Postgres carry. */
    JSON {
        @Override
        byte[] encode(JsonNode tree, int type) {
            return MAY_BE_BINARY[type] && ClusterTrees.binary(tree)
                    ? WireTrees.messagePack(tree)
                    : WireTrees.json(ClusterTrees.withoutBinary(tree));
        }
    },
    /** Is MessagePack always: what Redis streams carry by their channels. */
    MESSAGE_PACK {
        @Override
        byte[] encode(JsonNode tree, int type) {
            return WireTrees.messagePack(tree);
        }
    };

    // The kinds in which official adapters look for binary values; in others these become what JSON makes of them.
    private static final boolean[] MAY_BE_BINARY = new boolean[128];

    static {
        for (var type : new int[] {3, 8, 9, 10, 12}) {
            MAY_BE_BINARY[type] = true;
        }
    }

    abstract byte[] encode(JsonNode tree, int type);

    /** Encodes a message with its envelope. */
    public byte[] encode(ClusterEnvelope envelope) {
        return encode(ClusterTrees.write(envelope), envelope.message().type());
    }

    /** Encodes what a message holds, without its envelope; {@code {}} where it holds nothing. */
    public byte[] encodeData(ClusterMessage message) {
        return encode(ClusterTrees.writeData(message), message.type());
    }

    /**
     * Decodes a message with its envelope, in either encoding. What it holds beside what is known is ignored.
     *
     * @throws SocketProtocolException if it is none
     */
    public static ClusterEnvelope decode(byte[] bytes) {
        return ClusterTrees.read(tree(bytes));
    }

    /**
     * Decodes what a message of a type holds, in either encoding.
     *
     * @throws SocketProtocolException if it is not what such a message holds
     */
    public static ClusterMessage decodeData(int type, byte[] bytes) {
        return ClusterTrees.read(type, tree(bytes));
    }

    private static JsonNode tree(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == '{' ? WireTrees.json(bytes) : WireTrees.messagePack(bytes);
    }
}
