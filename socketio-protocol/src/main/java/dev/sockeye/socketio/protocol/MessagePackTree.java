package dev.sockeye.socketio.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;
import org.msgpack.core.MessageUnpacker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns MessagePack that was checked before into trees, and trees into MessagePack as the official packer writes it. */
final class MessagePackTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final BigInteger MAX_UNSIGNED = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final BigInteger MIN_SIGNED = BigInteger.valueOf(Long.MIN_VALUE);

    private MessagePackTree() {}

    static JsonNode read(byte[] array, int from, int to) {
        try (var unpacker = MessagePack.newDefaultUnpacker(array, from, to - from)) {
            return read(unpacker);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(MessageUnpacker from) throws IOException {
        var format = from.getNextFormat();
        return switch (format.getValueType()) {
            case NIL -> {
                from.unpackNil();
                yield NODES.nullNode();
            }
            case BOOLEAN -> NODES.booleanNode(from.unpackBoolean());
            case INTEGER -> integer(format, from);
            case FLOAT -> NODES.numberNode(from.unpackDouble());
            case STRING -> NODES.stringNode(text(from));
            case BINARY -> BinaryNode.valueOf(from.readPayload(from.unpackBinaryHeader()));
            case ARRAY -> array(from);
            case MAP -> map(from);
            case EXTENSION -> extension(format, from);
        };
    }

    private static JsonNode integer(MessageFormat format, MessageUnpacker from) throws IOException {
        if (format == MessageFormat.UINT64) {
            var value = from.unpackBigInteger();
            return value.bitLength() < 64 ? NODES.numberNode(value.longValue()) : NODES.numberNode(value);
        }
        var value = from.unpackLong();
        return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
    }

    private static String text(MessageUnpacker from) throws IOException {
        return new String(from.readPayload(from.unpackRawStringHeader()), StandardCharsets.UTF_8);
    }

    private static JsonNode array(MessageUnpacker from) throws IOException {
        var array = NODES.arrayNode();
        for (var left = from.unpackArrayHeader(); left > 0; left--) {
            var value = read(from);
            array.add(value.isMissingNode() ? NODES.nullNode() : value);
        }
        return array;
    }

    private static JsonNode map(MessageUnpacker from) throws IOException {
        var object = NODES.objectNode();
        for (var left = from.unpackMapHeader(); left > 0; left--) {
            var name = text(from);
            var value = read(from);
            if (!value.isMissingNode()) {
                object.set(name, value);
            }
        }
        return object;
    }

    /** Reads an extension of type 0; an absent value is a missing node. */
    private static JsonNode extension(MessageFormat format, MessageUnpacker from) throws IOException {
        var header = from.unpackExtensionTypeHeader();
        var bytes = from.readPayload(header.getLength());
        return switch (format) {
            case FIXEXT1 -> NODES.missingNode();
            case FIXEXT8 -> new InstantNode(new BigInteger(bytes).longValue());
            default -> BinaryNode.valueOf(bytes);
        };
    }

    static void write(JsonNode node, MessagePacker to) throws IOException {
        if (node instanceof ObjectNode object) {
            to.packMapHeader(object.size());
            for (var member : object.properties()) {
                write(member.getKey(), to);
                write(member.getValue(), to);
            }
        } else if (node instanceof ArrayNode array) {
            to.packArrayHeader(array.size());
            for (var element : array) {
                write(element, to);
            }
        } else if (node instanceof BinaryNode binary) {
            to.packBinaryHeader(binary.binaryValue().length);
            to.writePayload(binary.binaryValue());
        } else if (node instanceof InstantNode instant) {
            to.packExtensionTypeHeader((byte) 0, 8);
            to.writePayload(
                    ByteBuffer.allocate(8).putLong(instant.epochMillis()).array());
        } else if (node.isString()) {
            write(node.stringValue(), to);
        } else if (node.isBoolean()) {
            to.packBoolean(node.booleanValue());
        } else if (node.isNumber()) {
            number(node, to);
        } else {
            to.packNil();
        }
    }

    static void write(String text, MessagePacker to) throws IOException {
        var bytes = wellFormed(text).getBytes(StandardCharsets.UTF_8);
        to.packRawStringHeader(bytes.length);
        to.writePayload(bytes);
    }

    /** Puts U+FFFD in place of lone surrogates, as the official packer does in all but short texts: there is no escape here. */
    private static String wellFormed(String text) {
        if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return text;
        }
        var replaced = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xfffd : point)
                .forEach(replaced::appendCodePoint);
        return replaced.toString();
    }

    private static void number(JsonNode node, MessagePacker to) throws IOException {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            to.packLong(node.longValue());
            return;
        }
        if (node.isBigInteger()) {
            var value = node.bigIntegerValue();
            if (value.signum() >= 0 ? value.compareTo(MAX_UNSIGNED) <= 0 : value.compareTo(MIN_SIGNED) >= 0) {
                to.packBigInteger(value);
                return;
            }
        }
        var value = node.asDouble();
        if (value == Math.rint(value) && Math.abs(value) < 0x1p63) {
            to.packLong((long) value);
        } else {
            to.packDouble(value);
        }
    }
}
