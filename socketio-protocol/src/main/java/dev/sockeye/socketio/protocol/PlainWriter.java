package dev.sockeye.socketio.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes plain records as JSON. Stateless. */
final class PlainWriter {
    private PlainWriter() {}

    /**
     * Writes a record to the letter as Jackson does.
     *
     * @return false, with nothing written, if this is Jackson's to do: also where it fails
     */
    static boolean write(Record value, PlainRecord plan, JsonBuffer buffer) {
        var from = buffer.length();
        try {
            if (any(value, plan.type, buffer, 0)) {
                plan.wasWritten(buffer.length() - from);
                return true;
            }
        } catch (Throwable e) {
            // Of an accessor or a list. Jackson meets it again, and then it becomes what it always does.
        }
        buffer.truncate(from);
        return false;
    }

    private static boolean component(Object value, PlainRecord.Component component, JsonBuffer buffer, int depth)
            throws Throwable {
        var type = component.type;
        var accessor = component.accessor;
        if (!type.type.isPrimitive()) {
            return any((Object) accessor.invokeExact(value), type, buffer, depth);
        }
        switch (type.kind) {
            case INT -> buffer.number((int) accessor.invokeExact(value));
            case LONG -> buffer.number((long) accessor.invokeExact(value));
            case DOUBLE -> buffer.number((double) accessor.invokeExact(value));
            default -> buffer.bool((boolean) accessor.invokeExact(value));
        }
        return true;
    }

    // One method, not one for each kind: it is long enough to end inlining, see ADR 17.
    private static boolean any(@Nullable Object value, PlainType type, JsonBuffer buffer, int depth) throws Throwable {
        if (value == null) {
            buffer.ascii("null");
            return true;
        }
        // A list may hold what it says it doesn't.
        if (type.kind != PlainType.Kind.LIST && value.getClass() != type.type) {
            return false;
        }
        switch (type.kind) {
            case TEXT -> buffer.string((String) value);
            case INT, LONG -> buffer.number(((Number) value).longValue());
            case DOUBLE -> buffer.number((double) value);
            case BOOL -> buffer.bool((boolean) value);
            case RECORD -> {
                var plan = PlainRecord.of(type.type);
                if (plan == null || depth == PlainRecord.MAX_DEPTH) {
                    return false;
                }
                for (var component : plan.written) {
                    buffer.put(component.head, 0, component.head.length);
                    if (!component(value, component, buffer, depth + 1)) {
                        return false;
                    }
                }
                buffer.put('}');
            }
            case LIST -> {
                var values = (List<?>) value;
                var element = type.element;
                if (element == null || depth == PlainRecord.MAX_DEPTH || !PlainCollections.ofTheJdk(values)) {
                    return false;
                }
                var separator = '[';
                for (var each : values) {
                    buffer.put(separator);
                    separator = ',';
                    if (!any(each, element, buffer, depth + 1)) {
                        return false;
                    }
                }
                if (separator == '[') {
                    buffer.put('[');
                }
                buffer.put(']');
            }
        }
        return true;
    }
}
