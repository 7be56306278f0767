package dev.sockeye.socketio.protocol;

import dev.sockeye.engineio.protocol.Bytes;
import java.lang.reflect.Type;
import java.util.List;
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

    /** Returns a value as a tree; binary values are {@code BinaryNode}s, missing values are {@code NullNode}. */
    JsonNode tree(int index);

    /** Tells whether any value holds binary data. */
    boolean binary();

    /** Returns the binary values within, in the order of their placeholders. Empty for most. */
    List<Bytes> attachments();

    /** Returns the size of the encoded form in bytes, attachments included; for limits and statistics. */
    long encodedSize();
}
