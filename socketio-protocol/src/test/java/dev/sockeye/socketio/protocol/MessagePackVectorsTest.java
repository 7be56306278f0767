package dev.sockeye.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.engineio.protocol.Message;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessagePackVectorsTest {
    private static final MessagePackParser PARSER = MessagePackParser.INSTANCE;
    private static final String FILE = "msgpack-packets";

    private static final String ID_PLACE = "the id stands where the official server puts it";
    private static final String UNDEFINED = "what is undefined is left out";

    /** What the official packer writes and ours does not, with the reason. */
    private static final Map<String, String> ENCODED_OTHERWISE = Map.ofEntries(
            Map.entry("connect response as the 4.x server sends it (pid undefined)", UNDEFINED),
            Map.entry("connect request as the 4.x client sends it (data undefined)", UNDEFINED),
            Map.entry("connect error as the 4.x server sends it (data undefined)", UNDEFINED),
            Map.entry("event undefined (fixext1 type 0)", "Java has null only"),
            Map.entry("event with ack id", ID_PLACE),
            Map.entry("event id 127", ID_PLACE),
            Map.entry("event id 128 (uint8)", ID_PLACE),
            Map.entry("event id 65536 (uint32)", ID_PLACE),
            Map.entry("event id 2^53-1 (uint64)", ID_PLACE),
            Map.entry("ack", ID_PLACE),
            Map.entry("ack no args", ID_PLACE),
            Map.entry("ack binary", ID_PLACE),
            Map.entry("event as the 4.x client sends it (options included)", "the server sends no options"),
            Map.entry("event as the 4.x client sends it, with ack", "the server sends no options"),
            Map.entry("event ArrayBuffer (ext type 0)", "bytes are bytes, whatever held them"),
            Map.entry("connect error object", "the namespace stands where the official server puts it"),
            Map.entry("connect error with data", "the namespace stands where the official server puts it"),
            Map.entry("connect error string", "the namespace stands where the official server puts it"));

    /** What the official decoder takes and ours refuses, with the reason. */
    private static final Map<String, String> REFUSED = Map.of(
            "reserved event name", "the names of the protocol itself reach no handler",
            "event with empty data", "an event without a name",
            "event name not a string", "a name is a text or a number",
            "negative id", "nobody gives such an id");

    static Stream<Vectors.Vector> vectors() {
        return Vectors.read(FILE, "vectors");
    }

    static Stream<Vectors.Vector> lenient() {
        return Vectors.read(FILE, "lenient");
    }

    static Stream<Vectors.Vector> invalid() {
        return Vectors.read(FILE, "invalid");
    }

    private static Packet decode(Message message) {
        return Objects.requireNonNull(
                PARSER.decoder(SocketRevision.V5, ParserLimits.DEFAULT).decode(message));
    }

    private static Message encoded(Vectors.Vector vector) {
        return Vectors.messages(vector.json().get("encoded")).get(0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void encodesAsTheOfficialPacker(Vectors.Vector vector) {
        var packet = Vectors.packet(PARSER, vector.json().get("decoded"));

        var messages = PARSER.encode(packet, SocketRevision.V5);

        var official = encoded(vector);
        assertThat(messages).hasSize(1);
        if (ENCODED_OTHERWISE.containsKey(vector.name())) {
            assertThat(messages.get(0)).isNotEqualTo(official);
            Vectors.assertPacket(decode(messages.get(0)), vector.json().get("decoded"));
        } else {
            assertThat(messages.get(0)).isEqualTo(official);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void decodesAsTheOfficialParser(Vectors.Vector vector) {
        var packet = decode(encoded(vector));

        Vectors.assertPacket(packet, vector.json().get("decoded"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void whatWasDecodedIsEncodedWithItsValuesUntouched(Vectors.Vector vector) {
        var packet = decode(encoded(vector));

        var again = decode(PARSER.encode(packet, SocketRevision.V5).get(0));

        assertThat(again).isEqualTo(packet);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lenient")
    void oddPacketsAreTakenOrRefusedOnPurpose(Vectors.Vector vector) {
        if (REFUSED.containsKey(vector.name())) {
            assertThatThrownBy(() -> decode(encoded(vector))).isInstanceOf(SocketProtocolException.class);
        } else {
            Vectors.assertPacket(decode(encoded(vector)), vector.json().get("decoded"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void invalidPacketsAreRefused(Vectors.Vector vector) {
        var message = Vectors.messages(vector.json().get("input")).get(0);

        assertThatThrownBy(() -> decode(message)).isInstanceOf(SocketProtocolException.class);
    }
}
