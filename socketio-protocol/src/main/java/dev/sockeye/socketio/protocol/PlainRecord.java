package dev.sockeye.socketio.protocol;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows how to make and to take apart the records of one class that is plain: {@link PlainRules} say so of it and of all
 * records within it. With {@link WireMapper#standard()} such records need no Jackson; {@link PlainReader} and
 * {@link PlainWriter} do what it would do, and leave to it whatever is unusual.
 *
 * <p>Immutable but for a guess; kept with its class for as long as that is loaded.
 */
final class PlainRecord {
    /** Jackson says what is wrong with values that nest more deeply. */
    static final int MAX_DEPTH = 100;

    // Larger ones may be an exception.
    private static final int MOST_USUAL = 1_024;

    private static final ClassValue<Optional<PlainRecord>> BY_THEMSELVES = new ClassValue<>() {
        @Override
        protected Optional<PlainRecord> computeValue(Class<?> type) {
            return analyse(type);
        }
    };
    private static final ClassValue<Optional<PlainRecord>> WITH_ALL_WITHIN = new ClassValue<>() {
        @Override
        protected Optional<PlainRecord> computeValue(Class<?> type) {
            return allPlain(type) ? BY_THEMSELVES.get(type) : Optional.empty();
        }
    };

    /** What such a record is as a component of another one. */
    final PlainType type;
    /** The components in the order of the constructor. */
    final Component[] components;
    /** The same in the order in which they are written. */
    final Component[] written;
    /** A bit for each component that no object may lack. */
    final long required;

    private final MethodHandle constructor;

    // Written by any thread; one that does not see it loses time, nothing else.
    private int usualSize = 64;

    /** Is one component. */
    static final class Component {
        /** The name in quotes. */
        final byte[] name;
        /** The name with what stands before and behind it in an object. */
        final byte[] head;

        final PlainType type;
        /** Takes an {@code Object}, and returns a primitive where the component is one, else an {@code Object}. */
        final MethodHandle accessor;

        private Component(String name, boolean first, PlainType type, MethodHandle accessor) {
            this.name = ascii('"' + name + '"');
            this.head = ascii((first ? "{\"" : ",\"") + name + "\":");
            this.type = type;
            this.accessor = accessor;
        }

        private static byte[] ascii(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }

    private PlainRecord(PlainType type, Component[] components, Component[] written, MethodHandle constructor) {
        this.type = type;
        this.components = components;
        this.written = written;
        this.constructor = constructor;
        var bits = 0L;
        for (var i = 0; i < components.length; i++) {
            bits |= components[i].type.type.isPrimitive() ? 1L << i : 0;
        }
        required = bits;
    }

    /** Returns what is known of a class, or null if it is no plain record. */
    static @Nullable PlainRecord of(Class<?> type) {
        return WITH_ALL_WITHIN.get(type).orElse(null);
    }

    /** Makes a record of its components, whose types must be right. Throws what its constructor throws. */
    Object make(@Nullable Object[] values) throws Throwable {
        return (Object) constructor.invokeExact(values);
    }

    /** Guesses how many bytes a record takes as JSON. */
    int usualSize() {
        return usualSize;
    }

    /** Takes note of the size of a record that was written. */
    void wasWritten(int bytes) {
        if (bytes > usualSize && bytes <= MOST_USUAL) {
            usualSize = bytes;
        }
    }

    private static boolean allPlain(Class<?> type) {
        var seen = new HashSet<Class<?>>(List.of(type));
        var open = new ArrayDeque<Class<?>>(seen);
        while (!open.isEmpty()) {
            var plan = BY_THEMSELVES.get(open.remove());
            if (plan.isEmpty()) {
                return false;
            }
            for (var component : plan.get().components) {
                var within = component.type.recordClass();
                if (within != null && seen.add(within)) {
                    open.add(within);
                }
            }
        }
        return true;
    }

    private static Optional<PlainRecord> analyse(Class<?> type) {
        try {
            if (PlainRules.plain(type)) {
                return Optional.ofNullable(plan(type));
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // Jackson meets it again, and says so to whom it concerns.
        }
        return Optional.empty();
    }

    private static @Nullable PlainRecord plan(Class<?> type) throws ReflectiveOperationException {
        var parts = type.getRecordComponents();
        var order = PlainRules.written(type);
        var names = Arrays.stream(parts).map(RecordComponent::getName).toList();
        if (order.size() != names.size() || !order.containsAll(names)) {
            return null;
        }
        var lookup = MethodHandles.lookup();
        var components = new ArrayList<Component>();
        for (var part : parts) {
            var partType = PlainType.of(part.getGenericType());
            var accessor = part.getAccessor();
            if (partType == null || !accessor.trySetAccessible()) {
                return null;
            }
            components.add(new Component(
                    part.getName(),
                    order.get(0).equals(part.getName()),
                    partType,
                    lookup.unreflect(accessor)
                            .asType(MethodType.methodType(
                                    part.getType().isPrimitive() ? part.getType() : Object.class, Object.class))));
        }
        var constructor = type.getDeclaredConstructors()[0];
        if (!constructor.trySetAccessible()) {
            return null;
        }
        return new PlainRecord(
                Objects.requireNonNull(PlainType.of(type)),
                components.toArray(Component[]::new),
                order.stream().map(name -> components.get(names.indexOf(name))).toArray(Component[]::new),
                lookup.unreflectConstructor(constructor)
                        .asSpreader(Object[].class, parts.length)
                        .asType(MethodType.methodType(Object.class, Object[].class)));
    }
}
