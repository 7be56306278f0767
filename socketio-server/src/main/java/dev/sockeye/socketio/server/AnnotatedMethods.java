package dev.sockeye.socketio.server;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the methods of a class, inherited ones included, with the annotations that they or what they override bear. */
final class AnnotatedMethods {
    private final Map<Object, Found> found = new LinkedHashMap<>();

    private AnnotatedMethods(Class<?> type) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            add(each);
            collect(each, interfaces);
        }
        interfaces.forEach(this::add);
    }

    /** Is a method, with those that it overrides or implements. */
    record Found(Method method, List<Method> declarations) {
        /** Returns the nearest annotation of a kind. */
        <A extends Annotation> @Nullable A annotation(Class<A> kind) {
            for (var each : declarations) {
                var annotation = each.getAnnotation(kind);
                if (annotation != null) {
                    return annotation;
                }
            }
            return null;
        }
    }

    static Collection<Found> of(Class<?> type) {
        return new AnnotatedMethods(type).found.values();
    }

    private void add(Class<?> type) {
        var methods = type.getDeclaredMethods();
        // The order in which reflection tells them is anybody's guess.
        Arrays.sort(methods, Comparator.comparing(Method::getName).thenComparing(Method::toString));
        for (var method : methods) {
            if (!method.isBridge() && !method.isSynthetic()) {
                found.computeIfAbsent(key(method), key -> new Found(method, new ArrayList<>(1)))
                        .declarations()
                        .add(method);
            }
        }
    }

    /** Returns what is equal for methods of which one overrides the other. */
    private static Object key(Method method) {
        var own = Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers());
        return List.of(
                method.getName(), List.of(method.getParameterTypes()), own ? method.getDeclaringClass() : Object.class);
    }

    private static void collect(Class<?> type, Set<Class<?>> into) {
        for (var each : type.getInterfaces()) {
            into.add(each);
            collect(each, into);
        }
    }
}
