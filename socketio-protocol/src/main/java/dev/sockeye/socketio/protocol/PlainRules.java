package dev.sockeye.socketio.protocol;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import tools.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;

/**
 * Decides which records are plain, looked at by themselves: those of which Jackson makes what stands in their head and
 * nothing else. Stateless.
 */
final class PlainRules {
    // As many as a long has bits.
    private static final int MOST_COMPONENTS = 64;

    private PlainRules() {}

    /** Tells whether nothing about a record asks for more than its components, whose types are not looked at. */
    static boolean plain(Class<?> type) {
        var components = type.getRecordComponents();
        return components != null
                && components.length > 0
                && components.length <= MOST_COMPONENTS
                // Annotations and accessors may come from an interface too.
                && type.getInterfaces().length == 0
                && bare(type)
                && bareConstructor(type)
                && bare(components)
                // An annotation of a component may be one of its field alone.
                && bare(type.getDeclaredFields())
                && bareMethods(type, components)
                && Arrays.stream(components).allMatch(component -> plainName(component.getName()));
    }

    /** Returns the names that a mapper writes for a type, in its order; or none if it makes no object of it. */
    static List<String> written(Class<?> type) {
        var names = new ArrayList<String>();
        WireMapper.STANDARD_WIRE.acceptJsonFormatVisitor(type, new Members(names));
        return names;
    }

    /** Types may be annotated, as with {@code @Nullable}: that is not seen here, nor by Jackson. */
    private static boolean bare(AnnotatedElement... elements) {
        for (var element : elements) {
            if (element.getAnnotations().length > 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean bareConstructor(Class<?> type) {
        // Jackson may choose among several.
        var constructors = type.getDeclaredConstructors();
        return constructors.length == 1
                && bare(constructors)
                && Arrays.stream(constructors[0].getParameterAnnotations()).allMatch(each -> each.length == 0);
    }

    private static boolean bareMethods(Class<?> type, RecordComponent[] components) {
        var accessors =
                Arrays.stream(components).map(RecordComponent::getAccessor).toList();
        // A factory or what stands for the whole value has an annotation; a further property has none, but such a name.
        return Arrays.stream(type.getDeclaredMethods())
                .allMatch(method -> bare(method) && (accessors.contains(method) || !bean(method)));
    }

    private static boolean bean(Method method) {
        var name = method.getName();
        return !Modifier.isStatic(method.getModifiers())
                && (name.startsWith("get") || name.startsWith("is") || name.startsWith("set"));
    }

    private static boolean plainName(String name) {
        // One of that name may make an object look like the place of a binary value.
        return name.chars().allMatch(c -> c < 0x80) && !name.equals("_placeholder");
    }

    private static final class Members extends JsonFormatVisitorWrapper.Base {
        private final List<String> names;

        Members(List<String> names) {
            this.names = names;
        }

        @Override
        public @Nullable JsonObjectFormatVisitor expectObjectFormat(JavaType type) {
            return new JsonObjectFormatVisitor.Base(getContext()) {
                @Override
                public void property(BeanProperty property) {
                    names.add(property.getName());
                }

                @Override
                public void optionalProperty(BeanProperty property) {
                    names.add(property.getName());
                }
            };
        }
    }
}
