package dev.sockeye.socketio.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists the types that a handler takes its arguments as.
 *
 * @param types one for each argument; only the last may stand for all that follow
 */
record Signature(List<TypeRef<?>> types) {
    Signature {
        for (var i = 0; i < types.size() - 1; i++) {
            if (types.get(i) instanceof TypeRef.Rest<?>) {
                throw new IllegalArgumentException(
                        "types: " + types + " (expected: TypeRef.rest for the last argument only)");
            }
        }
    }

    @Nullable
    Object[] bind(Args args) {
        var bound = new @Nullable Object[types.size()];
        for (var i = 0; i < bound.length; i++) {
            bound[i] = args.bind(i, types.get(i));
        }
        return bound;
    }
}
