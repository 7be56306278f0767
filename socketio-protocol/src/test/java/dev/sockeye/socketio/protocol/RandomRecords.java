package dev.sockeye.socketio.protocol;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Makes random records, and random JSON that nearly fits them; the same seed makes the same ones. */
final class RandomRecords {
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "7",
            "-7",
            "999999999",
            "-999999999",
            "1000000000",
            "2147483648",
            "-2147483649",
            "123456789012345",
            "1234567890123456",
            "-999999999999999999",
            "9223372036854775807",
            "9223372036854775808",
            "12345678901234567890123",
            "1.0",
            "-0.0",
            "1.5",
            "52.520008",
            "0.8444218515250481",
            "1e2",
            "1E-3",
            "-1.5e+10",
            "1e400",
            "-1e-400",
            "100000000000000000000000.5",
            "0." + "123456789".repeat(9));
    private static final List<Double> DOUBLES =
            List.of(0.0, -0.0, 1.5, -1e21, 1e-7, 0.1, 9.1e15, Double.NaN, Double.MIN_VALUE);
    private static final List<String> TEXTS = List.of(
            "\"\"",
            "\"plain\"",
            "\"long enough to be skipped by the word\"",
            "\"é€😀\"",
            "\"tab\\t, quote\\\" and \\\\\"",
            "\"\\u00e9\\ud83d\\ude00\"",
            "\"lone \\ud800 half\"",
            "\"12\"",
            "\"true\"");

    private final RandomValues random;

    RandomRecords(long seed) {
        random = new RandomValues(seed);
    }

    private <T> T one(List<T> among) {
        return among.get(random.below(among.size()));
    }

    private boolean rarely() {
        return random.below(60) == 0;
    }

    /** Makes JSON that fits a type, or does but for something. */
    String json(Type type, int depth) {
        if (rarely()) {
            return rarely() ? random.json(2) : one(List.of("null", "{}", "[]", "1", "\"\"", "true"));
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            var elements = new ArrayList<String>();
            for (var i = depth > 0 ? random.below(4) : 0; i > 0; i--) {
                elements.add(spaced(json(list.getActualTypeArguments()[0], depth - 1)));
            }
            return "[" + (elements.isEmpty() ? random.space() : String.join(",", elements)) + "]";
        }
        if (type instanceof Class<?> simple && simple.isRecord()) {
            return depth > 0 ? object(simple, depth) : "null";
        }
        if (type == String.class) {
            return one(TEXTS);
        }
        if (type == boolean.class || type == Boolean.class) {
            return one(List.of("true", "false"));
        }
        // Mostly one that fits.
        return NUMBERS.get(random.below(random.below(4) == 0 ? NUMBERS.size() : 6));
    }

    private String spaced(String json) {
        return random.space() + json + random.space();
    }

    private String object(Class<?> type, int depth) {
        var members = new ArrayList<String>();
        for (var part : type.getRecordComponents()) {
            var name = rarely() ? escaped(part.getName()) : part.getName();
            var member = spaced("\"" + name + "\"") + ":" + spaced(json(part.getGenericType(), depth - 1));
            if (!rarely()) {
                members.add(member);
            }
            if (rarely()) {
                members.add(member);
            }
        }
        if (rarely()) {
            members.add(spaced("\"unknown\"") + ":" + random.json(2));
        }
        if (random.below(5) == 0) {
            for (var i = members.size(); i > 1; i--) {
                Collections.swap(members, i - 1, random.below(i));
            }
        }
        return "{" + (members.isEmpty() ? random.space() : String.join(",", members)) + "}";
    }

    private static String escaped(String name) {
        return String.format("\\u%04x", (int) name.charAt(0)) + name.substring(1);
    }

    /** Makes a value of a type. */
    @Nullable
    Object value(Type type, int depth) {
        if (type instanceof Class<?> simple && simple.isPrimitive()) {
            return random.below(50) == 0 && type == int.class ? -1 : simple(simple);
        }
        if (random.below(12) == 0) {
            return null;
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return list(list.getActualTypeArguments()[0], depth);
        }
        if (type instanceof Class<?> simple && simple.isRecord()) {
            return depth > 0 ? record(simple, depth) : null;
        }
        return type instanceof Class<?> simple ? simple(simple) : null;
    }

    /** Makes a record of a class. */
    Object record(Class<?> type, int depth) {
        var parts = type.getRecordComponents();
        var values = Arrays.stream(parts)
                .map(part -> value(part.getGenericType(), depth - 1))
                .toArray();
        try {
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            return "refused";
        }
    }

    private @Nullable Object simple(Class<?> type) {
        if (type == String.class) {
            return random.below(4) == 0 ? random.text().repeat(20) : random.text();
        }
        if (type == boolean.class || type == Boolean.class) {
            return random.below(2) == 0;
        }
        if (type == int.class || type == Integer.class) {
            return random.below(2) == 0 ? random.below(100) : one(List.of(Integer.MIN_VALUE, Integer.MAX_VALUE, -1));
        }
        if (type == long.class || type == Long.class) {
            return random.below(2) == 0 ? (long) random.below(100) : one(List.of(Long.MIN_VALUE, Long.MAX_VALUE, -1L));
        }
        return type == double.class || type == Double.class ? one(DOUBLES) : null;
    }

    private Object list(Type element, int depth) {
        var values = new ArrayList<@Nullable Object>();
        for (var i = depth > 0 ? random.below(4) : 0; i > 0; i--) {
            // Now and then what can't be in such a list.
            values.add(random.below(100) == 0 ? Thread.State.NEW : value(element, depth - 1));
        }
        return switch (random.below(8)) {
            case 0 -> new CopyOnWriteArrayList<>(values);
            case 1 -> Collections.unmodifiableList(values);
            case 2 -> Arrays.asList(values.toArray());
            case 3 -> new PlainRecords.OwnList<>(values);
            case 4 -> values.contains(null) ? values : List.copyOf(values);
            default -> values;
        };
    }
}
