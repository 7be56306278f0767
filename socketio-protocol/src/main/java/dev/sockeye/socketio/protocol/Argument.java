package dev.sockeye.socketio.protocol;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonSerializable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.TypeSerializer;

/**
 * Is one value as it was received, still encoded. Immutable; safe to share between threads.
 *
 * <p>Made for passing on: emitted as an argument, or anywhere within one, it is copied as it is, and its binary values get
 * their numbers among those around it.
 */
public final class Argument implements JacksonSerializable {
    private final Arguments owner;
    private final int index;

    Argument(Arguments owner, int index) {
        this.owner = owner;
        this.index = index;
    }

    Arguments owner() {
        return owner;
    }

    int index() {
        return index;
    }

    /**
     * Binds the value to a Java type, as {@link Arguments#get} does.
     *
     * @throws ArgumentException if the value does not fit the type
     */
    public @Nullable Object get(Type type, JsonMapper mapper) {
        return owner.get(index, type, mapper);
    }

    /** Returns the value as a tree; binary values are {@code BinaryNode}s. */
    public JsonNode tree() {
        return owner.tree(index);
    }

    @Override
    public void serialize(JsonGenerator generator, SerializationContext context) {
        if (generator instanceof ValueGenerator ours) {
            ours.writeArgument(this);
        } else {
            generator.writeTree(tree());
        }
    }

    @Override
    public void serializeWithType(
            JsonGenerator generator, SerializationContext context, TypeSerializer typeSerializer) {
        serialize(generator, context);
    }

    /** Describes the value without its content, which may be secret. */
    @Override
    public String toString() {
        return "Argument[" + index + " of " + owner + "]";
    }
}
