package dev.sockeye.engineio.server.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Is a list of HTTP header fields. Immutable; names compare in any case, order and repetition are kept. Held as the text
 * that HTTP/1.1 makes of it, because a session keeps the headers of its handshake, and each answer writes some.
 */
public final class Headers {
    private static final Headers EMPTY = new Headers("");

    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (var c = '!'; c < 127; c++) {
            TOKEN[c] = "()<>@,;:\\\"/[]?={}".indexOf(c) < 0;
        }
    }

    // Where a field begins is looked for, not kept: what goes from line to line costs little, and each session would
    // keep it.
    private final String lines;

    private Headers(String lines) {
        this.lines = lines;
    }

    /** Returns no headers. */
    public static Headers empty() {
        return EMPTY;
    }

    /**
     * Makes headers of names and values in turn.
     *
     * @throws IllegalArgumentException if a value is missing, or a name or value could not be sent
     */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("namesAndValues: " + namesAndValues.length + " (expected: pairs)");
        }
        var builder = new Builder();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            builder.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    /**
     * Makes headers of what {@link #lines()} of others returned, or of the same written by a parser.
     *
     * @throws IllegalArgumentException if it has not that form, or a name or value could not be sent
     */
    public static Headers ofLines(String lines) {
        for (var field = 0; field < lines.length(); ) {
            field = checkLine(lines, field);
        }
        return lines.isEmpty() ? EMPTY : new Headers(lines);
    }

    private static int checkLine(String lines, int field) {
        var colon = field;
        while (colon < lines.length() && token(lines.charAt(colon))) {
            colon++;
        }
        var end = colon;
        while (end < lines.length() && lines.charAt(end) != '\r') {
            if (!sendable(lines.charAt(end))) {
                throw new IllegalArgumentException(
                        "lines: control character at " + end + " (expected: printable text)");
            }
            end++;
        }
        if (colon == field || !lines.startsWith(": ", colon) || !lines.startsWith("\r\n", end)) {
            throw new IllegalArgumentException(
                    "lines: no field at " + field + " (expected: name, colon, space, value, CR and LF)");
        }
        return end + 2;
    }

    /** Makes a builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the first value of a field. */
    public Optional<String> first(String name) {
        var field = find(name, 0);
        return field < 0 ? Optional.empty() : Optional.of(value(field));
    }

    /** Returns all values of a field, in order. */
    public List<String> all(String name) {
        var field = find(name, 0);
        if (field < 0) {
            return List.of();
        }
        var first = value(field);
        field = find(name, next(field));
        if (field < 0) {
            return List.of(first);
        }
        var values = new ArrayList<String>();
        values.add(first);
        for (; field >= 0; field = find(name, next(field))) {
            values.add(value(field));
        }
        return values;
    }

    /** Returns how often a field is there. */
    public int count(String name) {
        var count = 0;
        for (var field = find(name, 0); field >= 0; field = find(name, next(field))) {
            count++;
        }
        return count;
    }

    /** Tells whether a field is there, and its first value is exactly the one given. */
    public boolean firstIs(String name, String value) {
        var field = find(name, 0);
        if (field < 0) {
            return false;
        }
        var begin = lines.indexOf(':', field) + 2;
        return next(field) - 2 - begin == value.length() && lines.startsWith(value, begin);
    }

    /** Tells whether a field, whose values are lists with commas between their items, has an item, in any case. */
    public boolean lists(String name, String item) {
        for (var field = find(name, 0); field >= 0; field = find(name, next(field))) {
            if (listed(lines.indexOf(':', field) + 2, next(field) - 2, item)) {
                return true;
            }
        }
        return false;
    }

    private boolean listed(int begin, int end, String item) {
        for (var from = begin; from <= end; ) {
            var comma = lines.indexOf(',', from);
            var to = comma < 0 || comma > end ? end : comma;
            if (same(from, to, item)) {
                return true;
            }
            from = to + 1;
        }
        return false;
    }

    /** Tells whether a range is a text, with blanks around it or without. */
    private boolean same(int begin, int end, String text) {
        var from = begin;
        while (from < end && blank(lines.charAt(from))) {
            from++;
        }
        var to = end;
        while (to > from && blank(lines.charAt(to - 1))) {
            to--;
        }
        return to - from == text.length() && lines.regionMatches(true, from, text, 0, text.length());
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Visits all fields in order. */
    public void forEach(BiConsumer<String, String> visitor) {
        for (var field = 0; field < lines.length(); field = next(field)) {
            visitor.accept(lines.substring(field, lines.indexOf(':', field)), value(field));
        }
    }

    /** Returns the number of fields. */
    public int size() {
        var count = 0;
        for (var field = 0; field < lines.length(); field = next(field)) {
            count++;
        }
        return count;
    }

    /** Returns the fields as HTTP/1.1 writes them: the name, a colon, a space, the value, CR and LF of each. */
    public String lines() {
        return lines;
    }

    /** Describes the headers without their values, which may be secret. */
    @Override
    public String toString() {
        return "Headers[" + size() + "]";
    }

    /** Returns where the next field of a name begins, or -1. */
    private int find(String name, int from) {
        var length = name.length();
        for (var field = from; field < lines.length(); field = next(field)) {
            var end = field + length;
            // A name has no colon in it, so that one behind it says where it ends.
            if (end < lines.length()
                    && lines.charAt(end) == ':'
                    && lines.regionMatches(true, field, name, 0, length)
                    && lines.indexOf(':', field) == end) {
                return field;
            }
        }
        return -1;
    }

    /** Returns where the line behind begins: no value has a line feed in it. */
    private int next(int field) {
        return lines.indexOf('\n', field) + 1;
    }

    private static boolean token(char c) {
        return c < 128 && TOKEN[c];
    }

    private static boolean sendable(char c) {
        return (c >= ' ' && c != 127) || c == '\t';
    }

    private String value(int field) {
        return lines.substring(lines.indexOf(':', field) + 2, next(field) - 2);
    }

    /** Collects headers. Not thread-safe. */
    public static final class Builder {
        // Made of other headers alone so far, and of one those themselves.
        private @Nullable Headers same;
        private @Nullable StringBuilder lines;

        private Builder() {}

        /**
         * Adds a field.
         *
         * @throws IllegalArgumentException if the name is not a token, or the value holds a control character
         */
        public Builder add(String name, String value) {
            check(name, value);
            text().append(name).append(": ").append(value).append("\r\n");
            return this;
        }

        /**
         * Replaces all fields of that name by one.
         *
         * @throws IllegalArgumentException if the name is not a token, or the value holds a control character
         */
        public Builder set(String name, String value) {
            check(name, value);
            return remove(name).add(name, value);
        }

        /** Removes all fields of that name. */
        public Builder remove(String name) {
            var before = build();
            if (before.find(name, 0) >= 0) {
                same = null;
                lines = null;
                before.forEach((key, value) -> {
                    if (!key.equalsIgnoreCase(name)) {
                        add(key, value);
                    }
                });
            }
            return this;
        }

        /** Adds all fields of other headers. */
        public Builder addAll(Headers other) {
            if (other.lines.isEmpty()) {
                return this;
            }
            if (lines == null) {
                same = same == null ? other : new Headers(same.lines.concat(other.lines));
            } else {
                lines.append(other.lines);
            }
            return this;
        }

        /** Makes the headers. */
        public Headers build() {
            if (lines == null) {
                return same == null ? EMPTY : same;
            }
            return new Headers(lines.toString());
        }

        private StringBuilder text() {
            var text = lines;
            if (text == null) {
                text = new StringBuilder(128);
                if (same != null) {
                    text.append(same.lines);
                    same = null;
                }
                lines = text;
            }
            return text;
        }

        private static void check(String name, String value) {
            for (var i = 0; i < name.length(); i++) {
                if (!token(name.charAt(i))) {
                    throw new IllegalArgumentException("name: not a token (expected: a header name)");
                }
            }
            for (var i = 0; i < value.length(); i++) {
                if (!sendable(value.charAt(i))) {
                    throw new IllegalArgumentException(
                            "value of " + name + ": control character at " + i + " (expected: printable text)");
                }
            }
        }
    }
}
