package dev.sockeye.socketio.protocol;

import dev.sockeye.engineio.protocol.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gathers values as JSON with placeholders, and the attachments beside it. Confined to one call. */
final class JsonSink {
    private final JsonBuffer buffer;
    private final int[] bounds;
    // Made with the first one.
    private List<Bytes> attachments = List.of();
    private int[] placeholders = JsonArguments.NONE;
    private int placeholderInts;
    private int value;
    private boolean lookalike;

    /** Makes one for so many values, which take about so many bytes. */
    JsonSink(int values, int room) {
        buffer = new JsonBuffer(room);
        bounds = new int[2 * values];
    }

    JsonBuffer buffer() {
        return buffer;
    }

    void beginValue() {
        if (value > 0) {
            buffer.put(',');
        }
        lookalike = false;
        bounds[2 * value] = buffer.length();
    }

    void endValue() {
        bounds[2 * value + 1] = buffer.length();
        if (lookalike) {
            // Which of the value's objects it was does not matter: the whole value can't stand beside binary.
            placeholder(bounds[2 * value], buffer.length(), -1);
        }
        value++;
    }

    /** Notes that the current value holds an object that looks like a placeholder and is none. */
    void lookalike() {
        lookalike = true;
    }

    void raw(byte[] array, int from, int length) {
        buffer.put(array, from, length);
    }

    /** Appends a placeholder for a copy of some bytes. */
    void binary(byte[] array, int offset, int length) {
        // With room for the prefix that most transports put in front, so that nothing needs to be copied there.
        var prefixed = new byte[length + 1];
        prefixed[0] = JsonPacketEncoder.BINARY_PREFIX;
        System.arraycopy(array, offset, prefixed, 1, length);
        attachment(Bytes.wrap(prefixed).from(1));
    }

    /** Appends a placeholder for bytes that never change. */
    void attachment(Bytes bytes) {
        var from = buffer.length();
        buffer.placeholder(attachments.size());
        placeholder(from, buffer.length(), attachments.size());
        if (attachments.isEmpty()) {
            attachments = new ArrayList<>(2);
        }
        attachments.add(bytes.compact());
    }

    private void placeholder(int from, int to, int number) {
        if (placeholderInts == placeholders.length) {
            placeholders = Arrays.copyOf(placeholders, Math.max(6, 2 * placeholderInts));
        }
        placeholders[placeholderInts++] = from;
        placeholders[placeholderInts++] = to;
        placeholders[placeholderInts++] = number;
    }

    JsonArguments arguments() {
        if (placeholderInts == 0 && bounds.length == 2) {
            return JsonArguments.single(buffer.array(), bounds[0], bounds[1]);
        }
        var triples =
                placeholderInts == placeholders.length ? placeholders : Arrays.copyOf(placeholders, placeholderInts);
        if (!attachments.isEmpty()) {
            for (var i = 2; i < triples.length; i += 3) {
                if (triples[i] < 0) {
                    throw new ArgumentException(
                            "an object with \"_placeholder\": true can't be sent beside binary values");
                }
            }
        }
        return new JsonArguments(buffer.array(), bounds, triples, List.copyOf(attachments));
    }
}
