package dev.sockeye.cli.connect;

import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes JSON, in which binary is {@code {"$base64": "..."}}, in both directions. */
final class Json {
    static final String BASE64 = "$base64";
    private static final int DEPTH = 20_000;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(500).build())
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * Reads a value.
     *
     * @throws OrderException if it is no JSON
     */
    static JsonNode parse(String text) {
        try {
            return decoded(MAPPER.readTree(text));
        } catch (JacksonException e) {
            throw new OrderException(Shown.brief(text) + " is no JSON: " + Shown.brief(e.getOriginalMessage()));
        }
    }

    /** Writes a value on one line. */
    static String write(JsonNode value) {
        return MAPPER.writeValueAsString(encoded(value));
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array(List<JsonNode> values) {
        var array = MAPPER.createArrayNode();
        values.forEach(array::add);
        return array;
    }

    private static JsonNode decoded(JsonNode value) {
        if (value instanceof ObjectNode object) {
            if (object.size() == 1 && object.path(BASE64).isString()) {
                return bytes(object.path(BASE64).stringValue());
            }
            object.properties().forEach(member -> member.setValue(decoded(member.getValue())));
        } else if (value instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                array.set(i, decoded(array.get(i)));
            }
        }
        return value;
    }

    private static JsonNode bytes(String base64) {
        try {
            return BinaryNode.valueOf(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new OrderException("$base64: " + Shown.brief(base64) + " (expected: base64)");
        }
    }

    private static JsonNode encoded(JsonNode value) {
        if (value.isBinary()) {
            return MAPPER.createObjectNode().put(BASE64, Base64.getEncoder().encodeToString(value.binaryValue()));
        } else if (value instanceof ObjectNode object) {
            var copy = MAPPER.createObjectNode();
            object.properties().forEach(member -> copy.set(member.getKey(), encoded(member.getValue())));
            return copy;
        } else if (value instanceof ArrayNode array) {
            var copy = MAPPER.createArrayNode();
            array.forEach(element -> copy.add(encoded(element)));
            return copy;
        }
        return value;
    }
}
