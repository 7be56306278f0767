package dev.sockeye.socketio.protocol;

import dev.sockeye.engineio.protocol.Bytes;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Is a list of values as an event, an acknowledgement or a CONNECT carries them: still encoded, bound to a Java type only
 * when somebody asks. Immutable; safe to share between threads.
 */
public interface Arguments {
    /** Returns the number of values. */
    int size();

    /**
     * Binds a value to a Java type.
     *
     * @param type a class or a generic type; {@code byte[]}, {@link Bytes} and {@link java.nio.ByteBuffer} take binary
     * @return the value, or null where the JSON value is null and the type is not primitive
     * @throws ArgumentException if the value does not fit the type
     * @throws IndexOutOfBoundsException if there is no such value
     */
    @Nullable
    Object get(int index, Type type, JsonMapper mapper);

    /**
     * Returns a value as a tree; binary values are {@code BinaryNode}s.
     *
     * @throws IndexOutOfBoundsException if there is no such value
     */
    JsonNode tree(int index);

    /**
     * Tells whether a value is a text.
     *
     * @throws IndexOutOfBoundsException if there is no such value
     */
    boolean text(int index);

    /** Tells whether any value holds binary data. */
    boolean binary();

    /** Returns the binary values within, in the order of their placeholders. Empty for most. */
    List<Bytes> attachments();

    /** Returns the size of the encoded form in bytes, attachments included; for limits and statistics. */
    long encodedSize();

    /**
     * Returns a value as it is, still encoded: to be passed on without ever being bound.
     *
     * @throws IndexOutOfBoundsException if there is no such value
     */
    default Argument element(int index) {
        return new Argument(this, Objects.checkIndex(index, size()));
    }

    /**
     * Returns all values as they are. To pass them on, give them to {@link Parser#snapshot}, alone or among other values;
     * or give it the arguments as a whole.
     */
    default List<Argument> elements() {
        return IntStream.range(0, size()).mapToObj(this::element).toList();
    }

    /** Returns no values: what a CONNECT without auth carries. */
    static Arguments empty() {
        return JsonArguments.NOTHING;
    }

    /**
     * Takes values that are JSON already.
     *
     * @param values one JSON text each
     * @throws ArgumentException if one of them is not valid JSON
     */
    static Arguments json(String... values) {
        return JsonArguments.of(values);
    }
}
