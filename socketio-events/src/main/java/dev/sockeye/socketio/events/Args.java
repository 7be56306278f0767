package dev.sockeye.socketio.events;

import dev.sockeye.socketio.protocol.ArgumentException;
import dev.sockeye.socketio.protocol.Arguments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/**
 * Is what an event or an acknowledgement carries: still encoded, bound to a type when asked. Immutable, thread-safe.
 *
 * <p>Emitted or acknowledged as it is, it passes its arguments on without decoding them.
 */
public final class Args {
    private final Arguments encoded;
    private final JsonMapper mapper;

    Args(Arguments encoded, JsonMapper mapper) {
        this.encoded = encoded;
        this.mapper = mapper;
    }

    /** Returns the number of arguments. */
    public int size() {
        return encoded.size();
    }

    /**
     * Binds an argument to a class; {@code byte[]} for binary, {@code JsonNode} for anything.
     *
     * @param index the position, from 0
     * @throws BindingException if it is missing, null, or does not fit
     */
    public <T> T get(int index, Class<T> type) {
        return get(index, TypeRef.of(type));
    }

    /**
     * Binds an argument to a generic type.
     *
     * @param index the position, from 0
     * @throws BindingException if it is missing or null where the type is not {@code Optional}, or does not fit
     */
    @SuppressWarnings("unchecked") // The mapper answers with the type asked for.
    public <T> T get(int index, TypeRef<T> type) {
        var value = bind(index, type);
        if (value == null) {
            throw new BindingException(index, "missing or null");
        }
        return (T) value;
    }

    /**
     * Binds an argument that may be missing or null.
     *
     * @param index the position, from 0
     * @throws BindingException if it does not fit
     */
    @SuppressWarnings("unchecked") // The mapper answers with the type asked for.
    public <T> Optional<T> optional(int index, Class<T> type) {
        return Optional.ofNullable((T) value(index, TypeRef.of(type)));
    }

    /** Returns an argument as a tree; the null node where it is missing. */
    public JsonNode tree(int index) {
        if (index >= encoded.size()) {
            return NullNode.getInstance();
        }
        try {
            return encoded.tree(index);
        } catch (ArgumentException e) {
            throw new BindingException(index, e);
        }
    }

    /**
     * Binds all arguments to one type: what varargs are elsewhere.
     *
     * @throws BindingException if one is null or does not fit
     */
    public <T> List<T> list(Class<T> type) {
        var ref = TypeRef.of(type);
        var list = new ArrayList<T>(size());
        for (var i = 0; i < size(); i++) {
            list.add(get(i, ref));
        }
        return list;
    }

    /** Returns the arguments as adapters and parsers see them. */
    public Arguments encoded() {
        return encoded;
    }

    /** Describes the arguments without their content. */
    @Override
    public String toString() {
        return "Args[" + size() + "]";
    }

    /** Binds an argument, to null only where the type allows it. */
    @Nullable
    public Object bind(int index, TypeRef<?> type) {
        if (type instanceof TypeRef.Rest<?> rest) {
            return rest(index, rest.element());
        }
        if (type.tree()) {
            return tree(index);
        }
        var value = value(index, type);
        if (type.optional()) {
            return Optional.ofNullable(value);
        }
        if (value == null && !type.nullable()) {
            throw new BindingException(index, "missing or null");
        }
        return value;
    }

    private List<?> rest(int from, TypeRef<?> type) {
        var list = new ArrayList<@Nullable Object>(Math.max(0, size() - from));
        for (var i = from; i < size(); i++) {
            list.add(bind(i, type));
        }
        return Collections.unmodifiableList(list);
    }

    private @Nullable Object value(int index, TypeRef<?> type) {
        if (index >= encoded.size()) {
            return null;
        }
        try {
            return encoded.get(index, type.type(), mapper);
        } catch (ArgumentException e) {
            throw new BindingException(index, e);
        }
    }
}
