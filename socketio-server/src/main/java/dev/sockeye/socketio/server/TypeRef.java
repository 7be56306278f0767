package dev.sockeye.socketio.server;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Names a type to bind an argument to, generic ones included: {@code new TypeRef<List<Message>>() {}}. Immutable.
 *
 * <p>Null, and an argument that is missing, bind to null only where the type says so: {@code Optional<T>} takes them as
 * empty, {@code @Nullable T} and boxed types as null, and {@code JsonNode} as its null node.
 */
public abstract class TypeRef<T extends @Nullable Object> {
    // Each socket registers the same handlers.
    private static final ClassValue<TypeRef<?>> PLAIN = new ClassValue<>() {
        @Override
        protected TypeRef<?> computeValue(Class<?> type) {
            return new OfClass<>(type);
        }
    };

    private final Type type;
    private final boolean optional;
    private final boolean nullable;

    /** Takes the type from the subclass's declaration. */
    protected TypeRef() {
        if (!(getClass().getAnnotatedSuperclass() instanceof AnnotatedParameterizedType self)) {
            throw new IllegalStateException("TypeRef without a type (expected: new TypeRef<...>() {})");
        }
        var argument = self.getAnnotatedActualTypeArguments()[0];
        var declared = argument.getType();
        optional = declared instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
        type = optional ? ((ParameterizedType) declared).getActualTypeArguments()[0] : declared;
        // Any annotation of that name: applications have their own.
        nullable = optional
                || boxed(declared)
                || Arrays.stream(argument.getAnnotations())
                        .anyMatch(a -> a.annotationType().getSimpleName().equals("Nullable"));
    }

    private TypeRef(Class<?> plain) {
        type = plain;
        optional = false;
        nullable = boxed(plain);
    }

    /** Names a plain class; {@code int.class} and the like too. */
    @SuppressWarnings("unchecked") // Kept by the class itself.
    public static <T> TypeRef<T> of(Class<T> type) {
        return (TypeRef<T>) PLAIN.get(type);
    }

    /** Returns the type, within the {@code Optional} where it is one. */
    Type type() {
        return type;
    }

    boolean optional() {
        return optional;
    }

    boolean nullable() {
        return nullable;
    }

    boolean tree() {
        return type == JsonNode.class;
    }

    /** Returns the type's name. */
    @Override
    public String toString() {
        return optional ? "Optional<" + type.getTypeName() + '>' : type.getTypeName();
    }

    private static boolean boxed(Type type) {
        return type == Integer.class
                || type == Long.class
                || type == Double.class
                || type == Boolean.class
                || type == Float.class
                || type == Short.class
                || type == Byte.class
                || type == Character.class;
    }

    private static final class OfClass<T> extends TypeRef<T> {
        private OfClass(Class<T> type) {
            super(type);
        }
    }
}
