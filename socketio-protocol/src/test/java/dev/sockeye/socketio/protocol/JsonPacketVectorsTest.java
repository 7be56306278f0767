package dev.sockeye.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.engineio.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonPacketVectorsTest {
    private static final JsonPacketParser PARSER = JsonPacketParser.INSTANCE;

    /** What the official encoder writes and ours does not, with the reason. */
    private static final Map<String, String> ENCODED_OTHERWISE = Map.of(
            "event name number", "a name is a text here",
            "binary event only attachment (event name number)", "a name is a text here",
            "Buffer inside a plain EVENT (type forced to 2): Buffer.toJSON form", "binary is always sent as binary");

    /** What the official decoders take and ours refuses, with the reason. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("empty string", "a packet has a type; no client sends it"),
            Map.entry("space", "a packet has a type; no client sends it"),
            Map.entry("event without payload", "an event without a name would reach a handler"),
            Map.entry("event with id and no payload", "an event without a name would reach a handler"),
            Map.entry("ack without id", "it answers nothing; an id is a number, or the peer is broken"),
            Map.entry("event in namespace without comma swallows the payload", "an event without a name"),
            Map.entry("id beyond 2^53", "the answer would carry another id"),
            Map.entry("id followed by spaces", "an id is digits"),
            Map.entry("placeholder with fractional index", "it means no attachment"),
            Map.entry("attachment count in hexadecimal", "a count is digits"));

    private static Stream<Arguments> list(String list) {
        return Stream.of(SocketRevision.values())
                .flatMap(revision -> Vectors.read(file(revision), list).map(vector -> Arguments.of(revision, vector)));
    }

    private static String file(SocketRevision revision) {
        return revision == SocketRevision.V4 ? "socketio-v4-packets" : "socketio-v5-packets";
    }

    static Stream<Arguments> vectors() {
        return list("vectors");
    }

    static Stream<Arguments> lenient() {
        return list("lenient");
    }

    static Stream<Arguments> invalid() {
        return list("invalid");
    }

    private static Parser.Decoder decoder(SocketRevision revision) {
        return PARSER.decoder(revision, ParserLimits.DEFAULT);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("vectors")
    void encodesAsTheOfficialParser(SocketRevision revision, Vectors.Vector vector) {
        var packet = Vectors.packet(PARSER, vector.json().get("decoded"));

        var messages = PARSER.encode(packet, revision);

        var official = Vectors.messages(vector.json().get("encoded"));
        if (ENCODED_OTHERWISE.containsKey(vector.name())) {
            assertThat(messages).isNotEqualTo(official);
        } else {
            assertThat(messages).isEqualTo(official);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("vectors")
    void decodesAsTheOfficialParser(SocketRevision revision, Vectors.Vector vector) {
        var json = vector.json();

        var packets = Vectors.decode(decoder(revision), Vectors.messages(json.get("encoded")));

        assertThat(packets).hasSize(1);
        Vectors.assertPacket(packets.get(0), json.has("decodesTo") ? json.get("decodesTo") : json.get("decoded"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("vectors")
    void whatWasDecodedIsEncodedAlike(SocketRevision revision, Vectors.Vector vector) {
        var messages = Vectors.messages(vector.json().get("encoded"));

        var again = PARSER.encode(Vectors.decode(decoder(revision), messages).get(0), revision);

        if (vector.name().contains("event name number")) {
            assertThat(texts(again).get(0)).contains("[\"1\"");
        } else {
            assertThat(again).isEqualTo(messages);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("lenient")
    void oddPacketsAreTakenOrRefusedOnPurpose(SocketRevision revision, Vectors.Vector vector) {
        var messages = Vectors.messages(vector.json().get("encoded"));
        if (REFUSED.containsKey(vector.name())) {
            assertThatThrownBy(() -> Vectors.decode(decoder(revision), messages))
                    .isInstanceOf(SocketProtocolException.class);
            return;
        }

        var packets = Vectors.decode(decoder(revision), messages);

        assertThat(packets).hasSize(1);
        Vectors.assertPacket(packets.get(0), vector.json().get("decoded").get(0));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("invalid")
    void invalidPacketsAreRefused(SocketRevision revision, Vectors.Vector vector) {
        var json = vector.json();
        var attachments = json.path("options").path("maxAttachments").asInt(10);
        var d = ParserLimits.DEFAULT;
        var limits = new ParserLimits(
                attachments,
                d.attachmentBytes(),
                d.arguments(),
                d.depth(),
                d.numberLength(),
                d.nameLength(),
                d.eventName(),
                d.namespace());
        var decoder = PARSER.decoder(revision, limits);
        var before = new ArrayList<Packet>();

        assertThatThrownBy(() -> {
                    for (var message : Vectors.messages(json.get("input"))) {
                        var packet = decoder.decode(message);
                        if (packet != null) {
                            before.add(packet);
                        }
                    }
                })
                .isInstanceOf(SocketProtocolException.class);

        assertThat(before).hasSize(json.path("packetsBefore").size());
        for (var i = 0; i < before.size(); i++) {
            Vectors.assertPacket(before.get(i), json.get("packetsBefore").get(i));
        }
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream().map(message -> message.data().utf8()).toList();
    }
}
