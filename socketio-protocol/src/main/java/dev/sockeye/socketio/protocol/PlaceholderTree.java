package dev.sockeye.socketio.protocol;

import dev.sockeye.engineio.protocol.Bytes;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts attachments where their placeholders are; the scanner has checked those, and the depth. */
final class PlaceholderTree {
    private PlaceholderTree() {}

    static JsonNode replace(JsonNode node, List<Bytes> attachments) {
        if (node instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                array.set(i, replace(array.get(i), attachments));
            }
        } else if (node instanceof ObjectNode object) {
            if (object.path("_placeholder").isBoolean()
                    && object.path("_placeholder").booleanValue()) {
                var bytes = attachments.get(object.path("num").intValue());
                return BinaryNode.valueOf(bytes.toByteArray());
            }
            for (var member : object.properties()) {
                member.setValue(replace(member.getValue(), attachments));
            }
        }
        return node;
    }
}
