package dev.sockeye.socketio.protocol;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Makes the mappers that parsers work with: an application's own one, taught what is binary and how dates print.
 *
 * <p>Safe to share between threads; the mappers made so far are kept in one volatile list, weakly by the original.
 */
public final class WireMapper {
    /** Reads and writes trees; what it reads was checked against the limits before. */
    static final JsonMapper TREES = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(10_000)
                            .maxNumberLength(100_000)
                            .build())
                    .build())
            .addModule(new WireModule())
            .build();

    /** What {@link #standard} returns: who has it has changed nothing. */
    static final JsonMapper STANDARD = strict();

    /** What stands for it on the wire. */
    static final JsonMapper STANDARD_WIRE = taught(STANDARD);

    // An application has one mapper or a few; more than that means one per call, which is to cost time but no memory.
    private static final int MAX_KEPT = 16;
    // An immutable list. Two threads that race to add to it cost each other work, not correctness.
    private static volatile List<Taught> kept = List.of();

    private WireMapper() {}

    /**
     * Returns the mapper for applications that bring none, always the same one: strict, so that a text is never taken for a
     * number nor a number for a text, a fraction is not cut off, and a missing or null value never becomes a primitive's
     * zero. Members that a type does not know are ignored.
     *
     * <p>With it, and with no other, records of the simplest kind are read and written without Jackson, to the same result.
     */
    public static JsonMapper standard() {
        return STANDARD;
    }

    private static JsonMapper strict() {
        return JsonMapper.builder()
                .annotationIntrospector(
                        AnnotationIntrospector.pair(new JacksonAnnotationIntrospector(), new PrimitivesAreRequired()))
                .withCoercionConfig(LogicalType.Textual, WireMapper::textsOnly)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    private static void textsOnly(MutableCoercionConfig texts) {
        texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    /** Refuses an object that lacks what a constructor takes as a primitive. */
    private static final class PrimitivesAreRequired extends NopAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            var primitive =
                    member instanceof AnnotatedParameter && member.getRawType().isPrimitive();
            return primitive ? Boolean.TRUE : null;
        }
    }

    /** Returns the mapper that stands for an application's one on the wire. */
    static JsonMapper of(JsonMapper original) {
        if (original == STANDARD) {
            return STANDARD_WIRE;
        }
        for (var taught : kept) {
            if (taught.original.refersTo(original)) {
                return taught.wire;
            }
        }
        if (original == TREES) {
            return TREES;
        }
        var wire = taught(original);
        kept = Stream.concat(Stream.of(new Taught(new WeakReference<>(original), wire)), kept.stream())
                .filter(taught -> !taught.original.refersTo(null))
                .limit(MAX_KEPT)
                .toList();
        return wire;
    }

    private static JsonMapper taught(JsonMapper original) {
        return original.rebuild().addModule(new WireModule()).build();
    }

    private record Taught(WeakReference<JsonMapper> original, JsonMapper wire) {}
}
