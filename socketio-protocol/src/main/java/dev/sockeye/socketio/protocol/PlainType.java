package dev.sockeye.socketio.protocol;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is what a component of a plain record may be. Immutable. */
final class PlainType {
    /** Names what JSON a value is. */
    enum Kind {
        TEXT,
        INT,
        LONG,
        DOUBLE,
        BOOL,
        RECORD,
        LIST
    }

    final Kind kind;
    // The class of the component; of a list, List.
    final Class<?> type;
    // Of a list only.
    final @Nullable PlainType element;

    private PlainType(Kind kind, Class<?> type, @Nullable PlainType element) {
        this.kind = kind;
        this.type = type;
        this.element = element;
    }

    /** Returns what a component of a type is, or null if none of a plain record is such. */
    static @Nullable PlainType of(Type type) {
        if (type instanceof Class<?> simple) {
            var kind = kind(simple);
            return kind == null ? null : new PlainType(kind, simple, null);
        }
        if (type instanceof ParameterizedType generic
                && generic.getRawType() == List.class
                && generic.getActualTypeArguments()[0] instanceof Class<?> simple) {
            var element = of(simple);
            return element == null ? null : new PlainType(Kind.LIST, List.class, element);
        }
        return null;
    }

    private static @Nullable Kind kind(Class<?> type) {
        if (type == String.class) {
            return Kind.TEXT;
        }
        if (type == int.class || type == Integer.class) {
            return Kind.INT;
        }
        if (type == long.class || type == Long.class) {
            return Kind.LONG;
        }
        if (type == double.class || type == Double.class) {
            return Kind.DOUBLE;
        }
        if (type == boolean.class || type == Boolean.class) {
            return Kind.BOOL;
        }
        return type.isRecord() ? Kind.RECORD : null;
    }

    /** Returns the record's class if this is one, or a list of some. */
    @Nullable
    Class<?> recordClass() {
        if (element != null) {
            return element.recordClass();
        }
        return kind == Kind.RECORD ? type : null;
    }
}
