package dev.sockeye.socketio.protocol;

import dev.sockeye.engineio.protocol.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Is a list of values in the form in which JSON packets carry them: one run of bytes, comma-separated, with placeholders
 * for the attachments beside it. Received and emitted values are the same here, so either is sent by copying it once.
 */
final class JsonArguments extends EncodedArguments {
    static final byte[] EMPTY = {};
    static final int[] NONE = {};
    static final JsonArguments NOTHING = new JsonArguments(EMPTY, NONE, NONE, List.of());

    private static final Layout SINGLE = new Layout(NONE, NONE, List.of());

    private final byte[] array;
    // Where the first value begins and the last one ends.
    private final int from;
    private final int to;
    // Most events carry one value without attachments: then it is SINGLE, which says nothing about it.
    private final Layout layout;

    /** Is what lies between the first value's beginning and the last one's end. */
    private static final class Layout {
        // Where each value begins and ends, in pairs.
        final int[] bounds;
        // In triples: where each begins and ends, and its number; negative for one that only looks like a placeholder.
        final int[] placeholders;
        final List<Bytes> attachments;

        Layout(int[] bounds, int[] placeholders, List<Bytes> attachments) {
            this.bounds = bounds;
            this.placeholders = placeholders;
            this.attachments = attachments;
        }
    }

    private JsonArguments(byte[] array, int from, int to, Layout layout) {
        this.array = array;
        this.from = from;
        this.to = to;
        this.layout = layout;
    }

    JsonArguments(byte[] array, int[] bounds, int[] placeholders, List<Bytes> attachments) {
        this(
                array,
                bounds.length == 0 ? 0 : bounds[0],
                bounds.length == 0 ? 0 : bounds[bounds.length - 1],
                new Layout(bounds, placeholders, attachments));
    }

    /** Makes one value, in which nothing looks like a placeholder. */
    static JsonArguments single(byte[] array, int from, int to) {
        return new JsonArguments(array, from, to, SINGLE);
    }

    static JsonArguments of(String... values) {
        var bytes = String.join(",", values).getBytes(StandardCharsets.UTF_8);
        var scanner = new JsonScanner(ParserLimits.DEFAULT);
        var bounds = new int[2 * values.length];
        var lookalikes = new ArrayList<int[]>();
        var at = 0;
        for (var i = 0; i < values.length; i++) {
            var length = values[i].getBytes(StandardCharsets.UTF_8).length;
            try {
                System.arraycopy(scanner.value(bytes, at, at + length), 0, bounds, 2 * i, 2);
            } catch (SocketProtocolException e) {
                throw new ArgumentException("value " + i + " is not valid JSON", e);
            }
            lookalikes.add(scanner.placeholders());
            at += length + 1;
        }
        var placeholders = lookalikes.stream().flatMapToInt(Arrays::stream).toArray();
        return new JsonArguments(bytes, bounds, placeholders, List.of());
    }

    /** Returns these values with the attachments that their placeholders mean. */
    JsonArguments with(List<Bytes> received) {
        var bounds = layout == SINGLE ? new int[] {from, to} : layout.bounds;
        return new JsonArguments(array, bounds, layout.placeholders, received);
    }

    @Override
    public int size() {
        return layout == SINGLE ? 1 : layout.bounds.length / 2;
    }

    @Override
    public boolean binary() {
        return !layout.attachments.isEmpty();
    }

    @Override
    public List<Bytes> attachments() {
        return layout.attachments;
    }

    @Override
    public long encodedSize() {
        var size = (long) bodySize();
        for (var i = 0; i < layout.attachments.size(); i++) {
            size += layout.attachments.get(i).length();
        }
        return size;
    }

    /** Returns the size of all values with the commas between them. */
    int bodySize() {
        return to - from;
    }

    /** Copies all values with the commas between them. */
    void copyBody(byte[] target, int at) {
        System.arraycopy(array, from, target, at, bodySize());
    }

    /** Appends a value to others, giving its attachments their places among theirs. */
    void copy(int index, JsonSink sink) {
        var at = start(index);
        var placeholders = layout.placeholders;
        for (var i = firstPlaceholder(index); i < placeholders.length && placeholders[i] < end(index); i += 3) {
            if (placeholders[i + 2] < 0) {
                sink.lookalike();
            } else {
                sink.raw(array, at, placeholders[i] - at);
                sink.attachment(layout.attachments.get(placeholders[i + 2]));
                at = placeholders[i + 1];
            }
        }
        sink.raw(array, at, end(index) - at);
    }

    private int start(int index) {
        return layout == SINGLE ? from : layout.bounds[2 * index];
    }

    private int end(int index) {
        return layout == SINGLE ? to : layout.bounds[2 * index + 1];
    }

    /** Returns where the triple of the first placeholder at or behind a value's start stands. */
    private int firstPlaceholder(int index) {
        var placeholders = layout.placeholders;
        var low = 0;
        var high = placeholders.length / 3;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (placeholders[3 * middle] < start(index)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return 3 * low;
    }

    @Override
    @Nullable
    Bytes bytes(int index) {
        var placeholders = layout.placeholders;
        var i = firstPlaceholder(index);
        return i < placeholders.length && placeholders[i] == start(index) && placeholders[i + 2] >= 0
                ? layout.attachments.get(placeholders[i + 2])
                : null;
    }

    private boolean hasBinary(int index) {
        var placeholders = layout.placeholders;
        var i = layout.attachments.isEmpty() ? placeholders.length : firstPlaceholder(index);
        return i < placeholders.length && placeholders[i] < end(index);
    }

    @Override
    public boolean text(int index) {
        return array[start(Objects.checkIndex(index, size()))] == '"';
    }

    @Override
    boolean isNull(int index) {
        return array[start(index)] == 'n';
    }

    @Override
    @Nullable
    Object shortWay(int index, Class<?> type) {
        var from = start(index);
        var to = end(index);
        var lead = array[from];
        if (type == String.class) {
            return lead == '"' ? JsonText.read(array, from + 1, to - 1) : lead == 'n' ? null : NO_SHORT_WAY;
        }
        if (type == boolean.class || type == Boolean.class) {
            return lead == 't' || lead == 'f' ? (Object) (lead == 't') : NO_SHORT_WAY;
        }
        if (type == int.class || type == Integer.class) {
            return plainDigits(from, to, 9) ? (Object) (int) digits(from, to) : NO_SHORT_WAY;
        }
        if (type == long.class || type == Long.class) {
            return plainDigits(from, to, 18) ? (Object) digits(from, to) : NO_SHORT_WAY;
        }
        if (type == double.class || type == Double.class) {
            return plainDigits(from, to, 15) ? (Object) (double) digits(from, to) : NO_SHORT_WAY;
        }
        return NO_SHORT_WAY;
    }

    private boolean plainDigits(int from, int to, int max) {
        if (to - from > max) {
            return false;
        }
        for (var i = from; i < to; i++) {
            if (array[i] < '0' || array[i] > '9') {
                return false;
            }
        }
        return true;
    }

    private long digits(int from, int to) {
        var value = 0L;
        for (var i = from; i < to; i++) {
            value = value * 10 + array[i] - '0';
        }
        return value;
    }

    @Override
    Object plainRecord(int index, Class<?> type) {
        var plan = hasBinary(index) ? null : PlainRecord.of(type);
        return plan == null ? NO_SHORT_WAY : PlainReader.read(plan, array, start(index), end(index));
    }

    @Override
    @Nullable
    Object read(int index, JavaType type, JsonMapper wire) {
        return hasBinary(index)
                ? wire.treeToValue(tree(index), type)
                : wire.readValue(array, start(index), end(index) - start(index), type);
    }

    @Override
    public JsonNode tree(int index) {
        Objects.checkIndex(index, size());
        try {
            var tree = WireMapper.TREES.readTree(array, start(index), end(index) - start(index));
            return hasBinary(index) ? PlaceholderTree.replace(tree, layout.attachments) : tree;
        } catch (JacksonException e) {
            throw new ArgumentException("argument " + index + " can't become a tree", e);
        }
    }

    /** Compares the encoded values and their attachments. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof JsonArguments that)
                || size() != that.size()
                || !layout.attachments.equals(that.layout.attachments)) {
            return false;
        }
        for (var i = 0; i < size(); i++) {
            if (!Arrays.equals(array, start(i), end(i), that.array, that.start(i), that.end(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        var hash = layout.attachments.hashCode();
        for (var i = 0; i < size(); i++) {
            hash = 31 * hash + Bytes.wrap(array, start(i), end(i) - start(i)).hashCode();
        }
        return hash;
    }
}
