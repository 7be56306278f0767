package dev.sockeye.socketio.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks and binds the types that a handler takes its arguments as: one for each; only the last may stand for the rest. */
final class Signature {
    private Signature() {}

    /** Returns the types, if only the last stands for all that follow. */
    static List<TypeRef<?>> checked(List<TypeRef<?>> types) {
        for (var i = 0; i < types.size() - 1; i++) {
            if (types.get(i) instanceof TypeRef.Rest<?>) {
                throw new IllegalArgumentException(
                        "types: " + types + " (expected: TypeRef.rest for the last argument only)");
            }
        }
        return types;
    }

    @Nullable
    static Object[] bind(List<TypeRef<?>> types, Args args) {
        var bound = new @Nullable Object[types.size()];
        for (var i = 0; i < bound.length; i++) {
            bound[i] = args.bind(i, types.get(i));
        }
        return bound;
    }
}
