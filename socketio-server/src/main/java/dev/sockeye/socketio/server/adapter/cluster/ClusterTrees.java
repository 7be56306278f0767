package dev.sockeye.socketio.server.adapter.cluster;

import dev.sockeye.socketio.protocol.SocketProtocolException;
import dev.sockeye.socketio.server.adapter.BroadcastOptions;
import dev.sockeye.socketio.server.adapter.SocketDetails;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns messages into trees and back: members in the order in which official adapters write them. */
final class ClusterTrees {
    static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final int EVENT = 2;

    private ClusterTrees() {}

    static ObjectNode write(ClusterEnvelope envelope) {
        var tree = NODES.objectNode().put("type", envelope.message().type());
        var data = writeData(envelope.message());
        if (!data.isEmpty()) {
            tree.set("data", data);
        }
        return tree.put("uid", envelope.uid()).put("nsp", envelope.namespace());
    }

    static ObjectNode writeData(ClusterMessage message) {
        var data = NODES.objectNode();
        if (message instanceof ClusterMessage.Broadcast broadcast) {
            data.putObject("packet").put("type", EVENT).set("data", array(broadcast.data()));
            broadcast.requestId().ifPresent(id -> data.put("requestId", id));
            data.set("opts", options(broadcast.options()));
        } else if (message instanceof ClusterMessage.SocketsJoin join) {
            data.set("opts", options(join.options()));
            data.set("rooms", texts(join.rooms()));
        } else if (message instanceof ClusterMessage.SocketsLeave leave) {
            data.set("opts", options(leave.options()));
            data.set("rooms", texts(leave.rooms()));
        } else if (message instanceof ClusterMessage.DisconnectSockets disconnect) {
            data.set("opts", options(disconnect.options()));
            data.put("close", disconnect.close());
        } else if (message instanceof ClusterMessage.FetchSockets fetch) {
            data.set("opts", options(fetch.options()));
            data.put("requestId", fetch.requestId());
        } else if (message instanceof ClusterMessage.FetchSocketsResponse response) {
            data.put("requestId", response.requestId());
            var sockets = data.putArray("sockets");
            response.sockets().forEach(socket -> sockets.add(SocketTrees.write(socket)));
        } else if (message instanceof ClusterMessage.ServerSideEmit emit) {
            emit.requestId().ifPresent(id -> data.put("requestId", id));
            data.set("packet", array(emit.data()));
        } else if (message instanceof ClusterMessage.ServerSideEmitResponse response) {
            data.put("requestId", response.requestId());
            response.value().ifPresent(value -> data.set("packet", value));
        } else if (message instanceof ClusterMessage.BroadcastClientCount count) {
            data.put("requestId", count.requestId()).put("clientCount", count.clientCount());
        } else if (message instanceof ClusterMessage.BroadcastAck ack) {
            data.put("requestId", ack.requestId());
            ack.value().ifPresent(value -> data.set("packet", value));
            ack.socketId().ifPresent(id -> data.put("socketId", id));
        } else if (message instanceof ClusterMessage.BroadcastMissed missed) {
            data.put("requestId", missed.requestId()).put("clientCount", missed.clientCount());
        }
        return data;
    }

    static ClusterEnvelope read(JsonNode tree) {
        var message = read(integer(tree, "type"), tree.path("data"));
        return new ClusterEnvelope(message, text(tree, "uid"), tree.path("nsp").asString(""));
    }

    static ClusterMessage read(int type, JsonNode data) {
        return switch (type) {
            case 1 -> new ClusterMessage.InitialHeartbeat();
            case 2 -> new ClusterMessage.Heartbeat();
            case 3 ->
                new ClusterMessage.Broadcast(
                        event(data.path("packet").path("data")), requestId(data), readOptions(data));
            case 4 -> new ClusterMessage.SocketsJoin(readOptions(data), names(data.path("rooms")));
            case 5 -> new ClusterMessage.SocketsLeave(readOptions(data), names(data.path("rooms")));
            case 6 ->
                new ClusterMessage.DisconnectSockets(
                        readOptions(data), data.path("close").asBoolean(false));
            case 7 -> new ClusterMessage.FetchSockets(readOptions(data), text(data, "requestId"));
            case 8 -> new ClusterMessage.FetchSocketsResponse(text(data, "requestId"), sockets(data.path("sockets")));
            case 9 -> new ClusterMessage.ServerSideEmit(requestId(data), event(data.path("packet")));
            case 10 -> new ClusterMessage.ServerSideEmitResponse(text(data, "requestId"), data.optional("packet"));
            case 11 -> new ClusterMessage.BroadcastClientCount(text(data, "requestId"), integer(data, "clientCount"));
            case 12 ->
                new ClusterMessage.BroadcastAck(
                        text(data, "requestId"),
                        data.optional("packet"),
                        data.optional("socketId").filter(JsonNode::isString).map(JsonNode::stringValue));
            case 13 -> new ClusterMessage.AdapterClose();
            case 112 -> new ClusterMessage.BroadcastMissed(text(data, "requestId"), integer(data, "clientCount"));
            default -> new ClusterMessage.Unknown(type);
        };
    }

    /** Tells whether a value holds binary. */
    static boolean binary(JsonNode tree) {
        if (tree instanceof BinaryNode) {
            return true;
        }
        for (var element : tree) {
            if (binary(element)) {
                return true;
            }
        }
        return false;
    }

    /** Puts what JSON makes of binary values in their place. */
    static JsonNode withoutBinary(JsonNode tree) {
        if (tree instanceof BinaryNode binary) {
            var bytes = NODES.arrayNode();
            for (var each : binary.binaryValue()) {
                bytes.add(each & 0xff);
            }
            return NODES.objectNode().put("type", "Buffer").set("data", bytes);
        }
        if (!binary(tree)) {
            return tree;
        }
        if (tree instanceof ArrayNode array) {
            var copy = NODES.arrayNode();
            array.forEach(element -> copy.add(withoutBinary(element)));
            return copy;
        }
        var copy = NODES.objectNode();
        tree.properties().forEach(member -> copy.set(member.getKey(), withoutBinary(member.getValue())));
        return copy;
    }

    private static ObjectNode options(BroadcastOptions options) {
        var tree = NODES.objectNode();
        tree.set("rooms", texts(options.rooms()));
        tree.set("except", texts(options.except()));
        var flags = tree.putObject("flags");
        if (options.droppable()) {
            flags.put("volatile", true);
        }
        if (!options.compress()) {
            flags.put("compress", false);
        }
        options.timeout().ifPresent(time -> flags.put("timeout", time.toMillis()));
        return tree;
    }

    private static BroadcastOptions readOptions(JsonNode data) {
        var tree = data.path("opts");
        if (!tree.isObject()) {
            throw new SocketProtocolException("a message without options");
        }
        var flags = tree.path("flags");
        var options = BroadcastOptions.ALL
                .withRooms(names(tree.path("rooms")))
                .withExcept(names(tree.path("except")))
                .withDroppable(flags.path("volatile").asBoolean(false))
                .withCompress(flags.path("compress").asBoolean(true));
        var timeout = flags.path("timeout").asLong(0);
        return timeout > 0 ? options.withTimeout(Duration.ofMillis(timeout)) : options;
    }

    private static ArrayNode texts(Collection<String> texts) {
        var array = NODES.arrayNode(texts.size());
        texts.forEach(array::add);
        return array;
    }

    private static ArrayNode array(List<JsonNode> values) {
        var array = NODES.arrayNode(values.size());
        values.forEach(array::add);
        return array;
    }

    /** Reads names of rooms, which may be numbers elsewhere. */
    static List<String> names(JsonNode tree) {
        var names = new ArrayList<String>(tree.size());
        for (var element : tree) {
            if (!element.isString() && !element.isNumber()) {
                throw new SocketProtocolException("a room's name is no text");
            }
            names.add(element.asString());
        }
        return names;
    }

    private static List<JsonNode> event(JsonNode tree) {
        if (!tree.isArray()
                || tree.isEmpty()
                || !(tree.get(0).isString() || tree.get(0).isNumber())) {
            throw new SocketProtocolException("an event without a name");
        }
        return List.copyOf(((ArrayNode) tree).elements());
    }

    private static List<SocketDetails> sockets(JsonNode tree) {
        var sockets = new ArrayList<SocketDetails>(tree.size());
        for (var element : tree) {
            sockets.add(SocketTrees.read(element));
        }
        return sockets;
    }

    private static Optional<String> requestId(JsonNode data) {
        return data.optional("requestId").filter(JsonNode::isString).map(JsonNode::stringValue);
    }

    static String text(JsonNode tree, String name) {
        var value = tree.path(name);
        if (!value.isString()) {
            throw new SocketProtocolException("a message without " + name);
        }
        return value.stringValue();
    }

    private static int integer(JsonNode tree, String name) {
        var value = tree.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            throw new SocketProtocolException("a message without " + name);
        }
        return value.intValue();
    }
}
