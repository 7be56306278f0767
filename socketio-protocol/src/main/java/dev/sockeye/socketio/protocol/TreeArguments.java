package dev.sockeye.socketio.protocol;

import dev.sockeye.engineio.protocol.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.ObjectNode;

/** Is a list of values as trees, which nobody else holds. */
final class TreeArguments extends EncodedArguments {
    private final List<JsonNode> values;
    private final List<Bytes> attachments;
    private final long encodedSize;

    /** Takes ownership of the trees. */
    TreeArguments(List<JsonNode> values) {
        this.values = List.copyOf(values);
        var found = new ArrayList<Bytes>();
        var size = 0L;
        for (var value : values) {
            size += measure(value, found);
        }
        this.attachments = List.copyOf(found);
        this.encodedSize = size;
    }

    private static long measure(JsonNode node, List<Bytes> found) {
        if (node instanceof BinaryNode binary) {
            found.add(Bytes.wrap(binary.binaryValue()));
            return binary.binaryValue().length + 2L;
        }
        var size = node.isString() ? node.stringValue().length() + 2L : node.isNumber() ? 9 : 1;
        if (node instanceof ObjectNode object) {
            for (var member : object.properties()) {
                size += member.getKey().length() + 2L + measure(member.getValue(), found);
            }
        } else {
            for (var element : node) {
                size += measure(element, found);
            }
        }
        return size;
    }

    /** Returns the tree itself, not a copy. */
    JsonNode own(int index) {
        return values.get(index);
    }

    @Override
    public int size() {
        return values.size();
    }

    @Override
    public JsonNode tree(int index) {
        return copy(values.get(Objects.checkIndex(index, values.size())));
    }

    private static JsonNode copy(JsonNode node) {
        if (node instanceof BinaryNode binary) {
            return BinaryNode.valueOf(binary.binaryValue().clone());
        }
        if (node instanceof ArrayNode array) {
            var copy = array.arrayNode(array.size());
            array.forEach(element -> copy.add(copy(element)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            var copy = object.objectNode();
            object.properties().forEach(member -> copy.set(member.getKey(), copy(member.getValue())));
            return copy;
        }
        return node;
    }

    @Override
    public boolean binary() {
        return !attachments.isEmpty();
    }

    @Override
    public List<Bytes> attachments() {
        return attachments;
    }

    /** Returns an estimate that is no smaller than the encoded form of most values. */
    @Override
    public long encodedSize() {
        return encodedSize;
    }

    @Override
    boolean isNull(int index) {
        return values.get(index).isNull();
    }

    @Override
    Object shortWay(int index, Class<?> type) {
        var value = values.get(index);
        return type == String.class && value.isString() ? value.stringValue() : NO_SHORT_WAY;
    }

    @Override
    @Nullable
    Bytes bytes(int index) {
        return values.get(index) instanceof BinaryNode binary ? Bytes.wrap(binary.binaryValue()) : null;
    }

    @Override
    @Nullable
    Object read(int index, JavaType type, JsonMapper wire) {
        return wire.treeToValue(values.get(index), type);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TreeArguments that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }
}
