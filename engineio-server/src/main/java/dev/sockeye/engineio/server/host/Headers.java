package dev.sockeye.engineio.server.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Is a list of HTTP header fields. Immutable; names compare in any case, order and repetition are kept. Held as one flat
 * array, because a session keeps the headers of its handshake.
 */
public final class Headers {
    private static final Headers EMPTY = new Headers(new String[0]);

    private final String[] namesAndValues;

    private Headers(String[] namesAndValues) {
        this.namesAndValues = namesAndValues;
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

    /** Makes a builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the first value of a field. */
    public Optional<String> first(String name) {
        for (var i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i].equalsIgnoreCase(name)) {
                return Optional.of(namesAndValues[i + 1]);
            }
        }
        return Optional.empty();
    }

    /** Returns all values of a field, in order. */
    public List<String> all(String name) {
        var values = new ArrayList<String>(1);
        forEach((key, value) -> {
            if (key.equalsIgnoreCase(name)) {
                values.add(value);
            }
        });
        return values;
    }

    /** Visits all fields in order. */
    public void forEach(BiConsumer<String, String> visitor) {
        for (var i = 0; i < namesAndValues.length; i += 2) {
            visitor.accept(namesAndValues[i], namesAndValues[i + 1]);
        }
    }

    /** Returns the number of fields. */
    public int size() {
        return namesAndValues.length / 2;
    }

    /** Describes the headers without their values, which may be secret. */
    @Override
    public String toString() {
        return "Headers[" + size() + "]";
    }

    /** Collects headers. Not thread-safe. */
    public static final class Builder {
        private final List<String> namesAndValues = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a field.
         *
         * @throws IllegalArgumentException if the name is not a token, or the value holds a control character
         */
        public Builder add(String name, String value) {
            check(name, value);
            namesAndValues.add(name);
            namesAndValues.add(value);
            return this;
        }

        /**
         * Replaces all fields of that name by one.
         *
         * @throws IllegalArgumentException if the name is not a token, or the value holds a control character
         */
        public Builder set(String name, String value) {
            check(name, value);
            for (var i = namesAndValues.size() - 2; i >= 0; i -= 2) {
                if (namesAndValues.get(i).equalsIgnoreCase(name)) {
                    namesAndValues.remove(i);
                    namesAndValues.remove(i);
                }
            }
            return add(name, value);
        }

        /** Adds all fields of other headers. */
        public Builder addAll(Headers other) {
            other.forEach(this::add);
            return this;
        }

        /** Makes the headers. */
        public Headers build() {
            return namesAndValues.isEmpty() ? EMPTY : new Headers(namesAndValues.toArray(String[]::new));
        }

        private static void check(String name, String value) {
            for (var i = 0; i < name.length(); i++) {
                var c = name.charAt(i);
                if (c <= ' ' || c >= 127 || "()<>@,;:\\\"/[]?={}".indexOf(c) >= 0) {
                    throw new IllegalArgumentException("name: not a token (expected: a header name)");
                }
            }
            for (var i = 0; i < value.length(); i++) {
                var c = value.charAt(i);
                if ((c < ' ' && c != '\t') || c == 127) {
                    throw new IllegalArgumentException(
                            "value of " + name + ": control character at " + i + " (expected: printable text)");
                }
            }
        }
    }
}
