package dev.sockeye.socketio.events;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
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
        optional = isOptional(argument.getType());
        type = within(argument.getType());
        nullable = optional || boxed(type) || marked(argument.getAnnotations());
    }

    private TypeRef(Type declared, boolean marked) {
        optional = isOptional(declared);
        type = within(declared);
        nullable = optional || boxed(type) || marked;
    }

    /** Names a plain class; {@code int.class} and the like too. */
    @SuppressWarnings("unchecked") // Kept by the class itself.
    public static <T> TypeRef<T> of(Class<T> type) {
        return (TypeRef<T>) PLAIN.get(type);
    }

    /**
     * Names all arguments from a position on, as a list: what varargs are elsewhere. For the last argument of a handler only.
     */
    public static <T> TypeRef<List<T>> rest(Class<T> each) {
        return rest(of(each));
    }

    /** Names all arguments from a position on, as a list; see {@link #rest(Class)}. */
    public static <T extends @Nullable Object> TypeRef<List<T>> rest(TypeRef<T> each) {
        return new Rest<>(each);
    }

    /** Names a type as a method declares it, perhaps marked as one that takes null. */
    public static TypeRef<?> declared(Type type, boolean nullable) {
        return type instanceof Class<?> plain && !nullable ? of(plain) : new Declared(type, nullable);
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

    private static boolean isOptional(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
    }

    private static Type within(Type type) {
        return isOptional(type) ? ((ParameterizedType) type).getActualTypeArguments()[0] : type;
    }

    /** Tells whether there is an annotation of that name, whosever: applications have their own. */
    public static boolean marked(Annotation[] annotations) {
        return Arrays.stream(annotations)
                .anyMatch(a -> a.annotationType().getSimpleName().equals("Nullable"));
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
            super(type, false);
        }
    }

    private static final class Declared extends TypeRef<@Nullable Object> {
        private Declared(Type type, boolean nullable) {
            super(type, nullable);
        }
    }

    /** Stands for all arguments from a position on. */
    static final class Rest<T extends @Nullable Object> extends TypeRef<List<T>> {
        private final TypeRef<T> element;

        private Rest(TypeRef<T> element) {
            super(element.type(), false);
            this.element = element;
        }

        TypeRef<T> element() {
            return element;
        }
    }
}
