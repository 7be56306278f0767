package dev.sockeye.interop.parity;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.protocol.Parser;
import dev.sockeye.socketio.protocol.ParserLimits;
import dev.sockeye.socketio.protocol.SocketProtocolException;
import dev.sockeye.socketio.protocol.SocketRevision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Is a parser as an application might write one: each packet is one JSON object, {@code {t, n, d, i}}; there is no binary.
 * {@code lib/line-parser.mjs} is its other end. Stateless and thread-safe.
 */
final class LineParser implements Parser {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public Arguments snapshot(JsonMapper mapper, @Nullable Object[] values) {
        var texts = new ArrayList<String>();
        for (var value : values) {
            // What was received stands for all of its values when it is passed on.
            var several = value instanceof Arguments received ? received.elements() : Collections.singletonList(value);
            several.forEach(one -> texts.add(mapper.writeValueAsString(one)));
        }
        return Arguments.json(texts.toArray(String[]::new));
    }

    @Override
    public List<Message> encode(Packet packet, SocketRevision revision) {
        var line = JSON.createObjectNode().put("n", packet.namespace());
        if (packet instanceof Packet.Event event) {
            line.put("t", 2).putArray("d").add(event.name()).addAll(trees(event.arguments()));
            event.id().ifPresent(id -> line.put("i", id));
        } else if (packet instanceof Packet.Ack ack) {
            line.put("t", 3).put("i", ack.id()).putArray("d").addAll(trees(ack.arguments()));
        } else if (packet instanceof Packet.Connect connect) {
            line.put("t", 0).putArray("d").addAll(trees(connect.data()));
        } else if (packet instanceof Packet.ConnectError error) {
            line.put("t", 4).putArray("d").addAll(trees(error.data()));
        } else {
            line.put("t", 1).putArray("d");
        }
        return List.of(Message.text(line.toString()));
    }

    private static List<JsonNode> trees(Arguments arguments) {
        var all = new ArrayList<JsonNode>();
        for (var i = 0; i < arguments.size(); i++) {
            all.add(arguments.tree(i));
        }
        return all;
    }

    @Override
    public Decoder decoder(SocketRevision revision, ParserLimits limits) {
        return LineParser::decode;
    }

    private static Packet decode(Message message) {
        try {
            var line = JSON.readTree(message.data().toByteArray());
            var namespace = line.path("n").asString();
            var data = line.path("d").valueStream().map(JsonNode::toString).toList();
            var from = line.path("t").asInt() == 2 ? 1 : 0;
            var arguments = Arguments.json(data.subList(from, data.size()).toArray(String[]::new));
            return switch (line.path("t").asInt()) {
                case 0 -> new Packet.Connect(namespace, arguments);
                case 1 -> new Packet.Disconnect(namespace);
                case 2 ->
                    new Packet.Event(
                            namespace,
                            line.path("d").path(0).asString(),
                            arguments,
                            line.has("i") ? OptionalLong.of(line.get("i").asLong()) : OptionalLong.empty());
                case 3 -> new Packet.Ack(namespace, line.path("i").asLong(), arguments);
                default -> throw new SocketProtocolException("not a packet that a client sends");
            };
        } catch (JacksonException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new SocketProtocolException("not a packet: " + e.getMessage());
        }
    }
}
