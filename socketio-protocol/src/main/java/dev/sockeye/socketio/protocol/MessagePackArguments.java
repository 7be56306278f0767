package dev.sockeye.socketio.protocol;

import dev.sockeye.engineio.protocol.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessagePack;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Is a list of values in MessagePack, checked before; binary values stand among the others. */
final class MessagePackArguments extends EncodedArguments {
    private final byte[] array;
    // Where each value begins, and behind the last one where it ends; the first may belong to somebody else.
    private final int[] bounds;
    private final int first;
    private final boolean binary;

    MessagePackArguments(byte[] array, int[] bounds, int skip, boolean binary) {
        this.array = array;
        this.bounds = bounds;
        this.first = skip;
        this.binary = binary;
    }

    static MessagePackArguments of(JsonMapper mapper, @Nullable Object[] values) {
        var trees = new ArrayList<JsonNode>(values.length);
        for (var value : values) {
            if (value instanceof Arguments spread) {
                spread.elements().forEach(element -> trees.add(element.tree()));
            } else if (value instanceof Argument argument) {
                trees.add(argument.tree());
            } else {
                trees.add(NodeValueGenerator.tree(WireMapper.of(mapper), value));
            }
        }
        try (var packer = MessagePack.newDefaultBufferPacker()) {
            var bounds = new int[trees.size() + 1];
            for (var i = 0; i < trees.size(); i++) {
                MessagePackTree.write(trees.get(i), packer);
                bounds[i + 1] = (int) packer.getTotalWrittenBytes();
            }
            return new MessagePackArguments(
                    packer.toByteArray(), bounds, 0, trees.stream().anyMatch(MessagePackArguments::holdsBinary));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holdsBinary(JsonNode node) {
        if (node instanceof BinaryNode) {
            return true;
        }
        for (var element : node) {
            if (holdsBinary(element)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int size() {
        return bounds.length - 1 - first;
    }

    @Override
    public boolean binary() {
        return binary;
    }

    @Override
    public List<Bytes> attachments() {
        var found = new ArrayList<Bytes>();
        for (var i = 0; binary && i < size(); i++) {
            collect(tree(i), found);
        }
        return List.copyOf(found);
    }

    private static void collect(JsonNode node, List<Bytes> found) {
        if (node instanceof BinaryNode bytes) {
            found.add(Bytes.wrap(bytes.binaryValue()));
        }
        node.forEach(element -> collect(element, found));
    }

    @Override
    public long encodedSize() {
        return body().length();
    }

    /** Returns all values, one behind the other. */
    Bytes body() {
        return Bytes.wrap(array, start(0), start(size()) - start(0));
    }

    private int start(int index) {
        return bounds[first + index];
    }

    private MessagePackScanner at(int index) {
        var scanner = new MessagePackScanner(ParserLimits.DEFAULT);
        scanner.begin(array, start(index + 1));
        return scanner;
    }

    @Override
    public boolean text(int index) {
        return at(Objects.checkIndex(index, size())).isString(start(index));
    }

    @Override
    boolean isNull(int index) {
        var lead = array[start(index)] & 0xff;
        return lead == MessagePackScanner.NIL || at(index).isUndefined(start(index));
    }

    @Override
    Object shortWay(int index, Class<?> type) {
        var scanner = at(index);
        var start = start(index);
        if (type != String.class || !scanner.isString(start)) {
            return NO_SHORT_WAY;
        }
        var from = scanner.content(start);
        return new String(array, from, start(index + 1) - from, StandardCharsets.UTF_8);
    }

    @Override
    @Nullable
    Bytes bytes(int index) {
        var scanner = at(index);
        var start = start(index);
        return scanner.isBinary(start)
                ? Bytes.wrap(array, scanner.content(start), start(index + 1) - scanner.content(start))
                        .compact()
                : null;
    }

    @Override
    @Nullable
    Object read(int index, JavaType type, JsonMapper wire) {
        return wire.treeToValue(tree(index), type);
    }

    @Override
    public JsonNode tree(int index) {
        Objects.checkIndex(index, size());
        var tree = MessagePackTree.read(array, start(index), start(index + 1));
        return tree.isMissingNode() ? JsonNodeFactory.instance.nullNode() : tree;
    }

    /** Compares the encoded values. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MessagePackArguments that
                && size() == that.size()
                && body().equals(that.body())
                && Arrays.equals(lengths(), that.lengths());
    }

    private int[] lengths() {
        var lengths = new int[size()];
        Arrays.setAll(lengths, i -> start(i + 1) - start(i));
        return lengths;
    }

    @Override
    public int hashCode() {
        return body().hashCode();
    }
}
