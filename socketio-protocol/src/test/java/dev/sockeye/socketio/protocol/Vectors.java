package dev.sockeye.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads the recorded packets of the official parsers, and compares with them. */
final class Vectors {
    static final JsonMapper MAPPER = WireMapper.standard();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Vectors() {}

    /** One entry of a list of vectors; its text is its name. */
    record Vector(JsonNode json) {
        String name() {
            return json.get("name").stringValue();
        }

        @Override
        public String toString() {
            return name();
        }
    }

    static Stream<Vector> read(String file, String list) {
        try (var in = Vectors.class.getResourceAsStream("/socketio/" + file + ".json")) {
            var vectors = MAPPER.readTree(in).get(list);
            return StreamSupport.stream(vectors.spliterator(), false).map(Vector::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the frames of a vector: a text, a binary one, or an array of them. */
    static List<Message> messages(JsonNode encoded) {
        if (encoded.isArray()) {
            return StreamSupport.stream(encoded.spliterator(), false)
                    .map(Vectors::message)
                    .toList();
        }
        return List.of(message(encoded));
    }

    private static Message message(JsonNode frame) {
        return frame.isString()
                ? Message.text(frame.stringValue())
                : Message.binary(Bytes.wrap(base64(frame.get("base64"))));
    }

    private static byte[] base64(JsonNode text) {
        return Base64.getDecoder().decode(text.stringValue());
    }

    /** Decodes messages, and returns the packets that were complete before the first mistake. */
    static List<Packet> decode(Parser.Decoder decoder, List<Message> messages) {
        var packets = new ArrayList<Packet>();
        for (var message : messages) {
            var packet = decoder.decode(message);
            if (packet != null) {
                packets.add(packet);
            }
        }
        return packets;
    }

    /** Compares a packet with the recorded value; a name that is a number is its text in a packet. */
    static void assertPacket(Packet packet, JsonNode expected) {
        assertThat(packet.namespace()).isEqualTo(expected.get("nsp").stringValue());
        var data = expected.path("data");
        var values = new ArrayList<JsonNode>();
        switch (expected.get("type").intValue()) {
            case 0 -> {
                assertThat(packet).isInstanceOf(Packet.Connect.class);
                one(data, values);
            }
            case 1 -> assertThat(packet).isInstanceOf(Packet.Disconnect.class);
            case 2, 5 -> {
                assertThat(packet).isInstanceOf(Packet.Event.class);
                data.forEach(values::add);
                assertThat(((Packet.Event) packet).name())
                        .isEqualTo(values.remove(0).asString());
                assertThat(((Packet.Event) packet).id()).isEqualTo(id(expected));
            }
            case 3, 6 -> {
                assertThat(packet).isInstanceOf(Packet.Ack.class);
                data.forEach(values::add);
                assertThat(((Packet.Ack) packet).id())
                        .isEqualTo(expected.get("id").longValue());
            }
            default -> {
                assertThat(packet).isInstanceOf(Packet.ConnectError.class);
                one(data, values);
            }
        }
        var arguments = arguments(packet);
        assertThat(arguments.size()).isEqualTo(values.size());
        for (var i = 0; i < values.size(); i++) {
            assertThat(arguments.tree(i)).isEqualTo(tree(values.get(i)));
        }
    }

    private static void one(JsonNode data, List<JsonNode> values) {
        if (!data.isMissingNode() && !data.has("$undefined")) {
            values.add(data);
        }
    }

    static OptionalLong id(JsonNode packet) {
        return packet.has("id") ? OptionalLong.of(packet.get("id").longValue()) : OptionalLong.empty();
    }

    static Arguments arguments(Packet packet) {
        if (packet instanceof Packet.Event event) {
            return event.arguments();
        }
        if (packet instanceof Packet.Ack ack) {
            return ack.arguments();
        }
        if (packet instanceof Packet.Connect connect) {
            return connect.data();
        }
        return packet instanceof Packet.ConnectError error ? error.data() : Arguments.empty();
    }

    /** Turns a tagged value into the tree that a decoder makes of it. */
    static JsonNode tree(JsonNode tagged) {
        if (tagged.isArray()) {
            var array = NODES.arrayNode();
            tagged.forEach(element -> array.add(tree(element)));
            return array;
        }
        if (!tagged.isObject()) {
            return tagged;
        }
        if (tagged.has("base64")) {
            return BinaryNode.valueOf(base64(tagged.get("base64")));
        }
        if (tagged.has("$arraybuffer")) {
            return BinaryNode.valueOf(base64(tagged.get("$arraybuffer")));
        }
        if (tagged.has("$undefined")) {
            return NODES.nullNode();
        }
        if (tagged.has("$number")) {
            return NODES.numberNode(number(tagged));
        }
        if (tagged.has("$date")) {
            var instant = Instant.ofEpochMilli(tagged.get("$date").longValue());
            return NODES.stringNode(IsoInstant.text(instant));
        }
        var object = NODES.objectNode();
        tagged.properties().forEach(member -> {
            if (!member.getValue().has("$undefined")) {
                object.set(member.getKey(), tree(member.getValue()));
            }
        });
        return object;
    }

    private static double number(JsonNode tagged) {
        return Double.parseDouble(tagged.get("$number").stringValue());
    }

    /** Turns a tagged value into what an application would emit. */
    static Object value(JsonNode tagged) {
        if (tagged.isArray()) {
            return StreamSupport.stream(tagged.spliterator(), false)
                    .map(Vectors::value)
                    .toList();
        }
        if (!tagged.isObject()) {
            return tagged;
        }
        if (tagged.has("base64")) {
            return base64(tagged.get("base64"));
        }
        if (tagged.has("$arraybuffer")) {
            return base64(tagged.get("$arraybuffer"));
        }
        if (tagged.has("$undefined")) {
            return NODES.nullNode();
        }
        if (tagged.has("$number")) {
            return number(tagged);
        }
        if (tagged.has("$date")) {
            return Instant.ofEpochMilli(tagged.get("$date").longValue());
        }
        var map = new LinkedHashMap<String, Object>();
        tagged.properties().forEach(member -> {
            if (!member.getValue().has("$undefined")) {
                map.put(member.getKey(), value(member.getValue()));
            }
        });
        return map;
    }

    /** Makes the packet that a vector describes. */
    static Packet packet(Parser parser, JsonNode described) {
        var namespace = described.get("nsp").stringValue();
        var data = described.path("data");
        var values = new ArrayList<>();
        var type = described.get("type").intValue();
        if (type == 2 || type == 3 || type == 5 || type == 6) {
            data.forEach(element -> values.add(value(element)));
        } else if (!data.isMissingNode() && !data.has("$undefined")) {
            values.add(value(data));
        }
        return switch (type) {
            case 0 -> new Packet.Connect(namespace, parser.snapshot(MAPPER, values.toArray()));
            case 1 -> new Packet.Disconnect(namespace);
            case 2, 5 -> {
                var name = ((JsonNode) values.remove(0)).asString();
                yield new Packet.Event(namespace, name, parser.snapshot(MAPPER, values.toArray()), id(described));
            }
            case 3, 6 ->
                new Packet.Ack(namespace, described.get("id").longValue(), parser.snapshot(MAPPER, values.toArray()));
            default -> new Packet.ConnectError(namespace, parser.snapshot(MAPPER, values.toArray()));
        };
    }
}
