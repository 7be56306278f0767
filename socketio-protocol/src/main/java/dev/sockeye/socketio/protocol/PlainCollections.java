package dev.sockeye.socketio.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps and lists of texts, numbers, booleans and other such maps and lists as JSON: what applications put together
 * where they have no class for it. Stateless.
 */
final class PlainCollections {
    private PlainCollections() {}

    /**
     * Writes a map or a list to the letter as Jackson does.
     *
     * @return false, with nothing written, if this is Jackson's to do: also where it fails
     */
    static boolean write(@Nullable Object value, JsonBuffer buffer) {
        if (!(value instanceof Map<?, ?>) && !(value instanceof List<?>)) {
            return false;
        }
        var from = buffer.length();
        try {
            if (any(value, buffer, 0)) {
                return true;
            }
        } catch (RuntimeException | StackOverflowError e) {
            // Of an iterator. Jackson meets it again, and then it becomes what it always does.
        }
        buffer.truncate(from);
        return false;
    }

    private static boolean any(@Nullable Object value, JsonBuffer buffer, int depth) {
        if (value instanceof String text) {
            buffer.string(text);
        } else if (value instanceof Integer || value instanceof Long) {
            buffer.number(((Number) value).longValue());
        } else if (value instanceof Boolean flag) {
            buffer.bool(flag);
        } else if (value instanceof Double number) {
            buffer.number((double) number);
        } else if (value == null) {
            buffer.ascii("null");
        } else if (depth == PlainRecord.MAX_DEPTH || !ofTheJdk(value)) {
            return false;
        } else if (value instanceof Map<?, ?> map) {
            return map(map, buffer, depth + 1);
        } else {
            return value instanceof List<?> list && list(list, buffer, depth + 1);
        }
        return true;
    }

    /** Tells no class of the application's, which Jackson may take for something else: by an annotation, for one. */
    static boolean ofTheJdk(Object collection) {
        return collection.getClass().getName().startsWith("java.");
    }

    private static boolean map(Map<?, ?> map, JsonBuffer buffer, int depth) {
        var separator = '{';
        for (var entry : map.entrySet()) {
            // An object that looks like a placeholder is told to the sink, which is the generator's to do.
            if (!(entry.getKey() instanceof String name) || name.equals("_placeholder")) {
                return false;
            }
            buffer.put(separator);
            separator = ',';
            buffer.string(name);
            buffer.put(':');
            if (!any(entry.getValue(), buffer, depth)) {
                return false;
            }
        }
        if (separator == '{') {
            buffer.put('{');
        }
        buffer.put('}');
        return true;
    }

    private static boolean list(List<?> list, JsonBuffer buffer, int depth) {
        var separator = '[';
        for (var element : list) {
            buffer.put(separator);
            separator = ',';
            if (!any(element, buffer, depth)) {
                return false;
            }
        }
        if (separator == '[') {
            buffer.put('[');
        }
        buffer.put(']');
        return true;
    }
}
