package dev.sockeye.socketio.server.adapter.cluster;

import dev.sockeye.socketio.protocol.SocketProtocolException;
import dev.sockeye.socketio.server.adapter.HandshakeDetails;
import dev.sockeye.socketio.server.adapter.SocketDetails;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns what nodes tell each other of sockets into trees and back. */
final class SocketTrees {
    private SocketTrees() {}

    static ObjectNode write(SocketDetails socket) {
        var tree = ClusterTrees.NODES.objectNode().put("id", socket.id());
        var from = socket.handshake();
        var handshake = tree.putObject("handshake");
        handshake.set("headers", texts(from.headers()));
        handshake
                .put("time", from.time())
                .put("address", from.address())
                .put("xdomain", from.xdomain())
                .put("secure", from.secure())
                .put("issued", from.issued().toEpochMilli())
                .put("url", from.url());
        handshake.set("query", texts(from.query()));
        handshake.set("auth", from.auth());
        var rooms = tree.putArray("rooms");
        socket.rooms().forEach(rooms::add);
        tree.set("data", socket.data());
        return tree;
    }

    static SocketDetails read(JsonNode tree) {
        var handshake = tree.path("handshake");
        var details = new HandshakeDetails(
                texts(handshake.path("headers")),
                handshake.path("time").asString(""),
                handshake.path("address").asString(""),
                handshake.path("xdomain").asBoolean(false),
                handshake.path("secure").asBoolean(false),
                instant(handshake.path("issued").asLong(0)),
                handshake.path("url").asString(""),
                texts(handshake.path("query")),
                object(handshake.path("auth")));
        return new SocketDetails(
                ClusterTrees.text(tree, "id"),
                details,
                new LinkedHashSet<>(ClusterTrees.names(tree.path("rooms"))),
                object(tree.path("data")));
    }

    private static Instant instant(long millis) {
        try {
            return Instant.ofEpochMilli(millis);
        } catch (DateTimeException e) {
            throw new SocketProtocolException("a time out of range");
        }
    }

    private static JsonNode object(JsonNode tree) {
        return tree.isMissingNode() || tree.isNull() ? ClusterTrees.NODES.objectNode() : tree;
    }

    private static ObjectNode texts(Map<String, String> map) {
        var tree = ClusterTrees.NODES.objectNode();
        map.forEach(tree::put);
        return tree;
    }

    private static Map<String, String> texts(JsonNode tree) {
        var map = new LinkedHashMap<String, String>();
        for (var member : tree.properties()) {
            var value = member.getValue();
            // Repeated ones are arrays elsewhere.
            map.put(
                    member.getKey(),
                    value.isArray()
                            ? value.valueStream().map(each -> each.asString("")).collect(Collectors.joining(", "))
                            : value.asString(""));
        }
        return map;
    }
}
