package dev.sockeye.socketio.protocol;

import dev.sockeye.engineio.protocol.Bytes;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Binds values to Java types: what is the same however they are encoded. Immutable. */
abstract sealed class EncodedArguments implements Arguments permits JsonArguments, MessagePackArguments {
    /** Stands for a value that has no short way to its type. */
    static final Object NO_SHORT_WAY = new Object();

    @Override
    public final @Nullable Object get(int index, Type type, JsonMapper mapper) {
        Objects.checkIndex(index, size());
        try {
            return bind(index, type, mapper);
        } catch (ArgumentException e) {
            throw e;
        } catch (RuntimeException e) {
            // Of Jackson, or of a constructor of the application's own type.
            throw new ArgumentException(misfit(index, type), e);
        }
    }

    private @Nullable Object bind(int index, Type type, JsonMapper mapper) {
        if (type instanceof Class<?> plain) {
            if (plain.getSuperclass() == Record.class && mapper == WireMapper.STANDARD) {
                var value = plainRecord(index, plain);
                if (value != NO_SHORT_WAY) {
                    return value;
                }
            }
            // Jackson would make base64 of bytes.
            if (plain.isPrimitive() ? isNull(index) : plain == String.class && bytes(index) != null) {
                throw new ArgumentException(misfit(index, type));
            }
            var value = shortWay(index, plain);
            if (value != NO_SHORT_WAY) {
                return value;
            }
            if (JsonNode.class.isAssignableFrom(plain)) {
                return plain.cast(tree(index));
            }
            if (plain == byte[].class || plain == Bytes.class || plain == ByteBuffer.class) {
                return binary(index, plain);
            }
            if (plain == Argument.class) {
                return element(index);
            }
            if (plain == Optional.class) {
                return Optional.ofNullable(bind(index, Object.class, mapper));
            }
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return isNull(index)
                    ? Optional.empty()
                    : Optional.ofNullable(bind(index, generic.getActualTypeArguments()[0], mapper));
        }
        var wire = WireMapper.of(mapper);
        return read(index, wire.constructType(type), wire);
    }

    private @Nullable Object binary(int index, Class<?> type) {
        if (isNull(index)) {
            return null;
        }
        var bytes = bytes(index);
        if (bytes == null) {
            throw new ArgumentException(misfit(index, type));
        }
        if (type == byte[].class) {
            return bytes.toByteArray();
        }
        return type == Bytes.class
                ? bytes
                : ByteBuffer.wrap(bytes.array(), bytes.offset(), bytes.length())
                        .slice()
                        .asReadOnlyBuffer();
    }

    private static String misfit(int index, Type type) {
        return "argument " + index + " does not fit " + type.getTypeName();
    }

    /** Tells whether the value is null. */
    abstract boolean isNull(int index);

    /** Returns the value if that takes no mapper, else {@link #NO_SHORT_WAY}. */
    abstract @Nullable Object shortWay(int index, Class<?> type);

    /** Returns the value as a plain record of a class if that takes no mapper, else {@link #NO_SHORT_WAY}. */
    Object plainRecord(int index, Class<?> type) {
        return NO_SHORT_WAY;
    }

    /** Returns the value's bytes if it is binary, else null. */
    abstract @Nullable Bytes bytes(int index);

    /** Binds the value by a mapper that knows binary. */
    abstract @Nullable Object read(int index, JavaType type, JsonMapper wire);

    /** Describes the values without their content, which may be secret. */
    @Override
    public final String toString() {
        return "Arguments[" + size() + ", " + encodedSize() + " bytes]";
    }
}
