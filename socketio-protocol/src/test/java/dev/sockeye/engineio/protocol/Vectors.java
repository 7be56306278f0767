package dev.sockeye.engineio.protocol;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the recorded samples of the official codecs: text as strings, binary as {@code {"base64": "…"}}. */
final class Vectors {
    static final JsonMapper MAPPER = new JsonMapper();

    private Vectors() {}

    /** Returns one of the lists in a file: {@code vectors}, {@code lenient} or {@code invalid}. */
    static List<JsonNode> list(String file, String list) {
        try (var in = Vectors.class.getResourceAsStream("/engineio/" + file + ".json")) {
            var entries = new ArrayList<JsonNode>();
            MAPPER.readTree(in).required(list).forEach(entries::add);
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<DynamicTest> tests(String file, String list, Consumer<JsonNode> test) {
        return list(file, list).stream()
                .map(vector -> dynamicTest(
                        file + ", " + list + ": " + vector.required("name").stringValue(), () -> test.accept(vector)));
    }

    /** Is a test of one sample of one revision. */
    interface RevisionTest {
        void run(JsonNode vector, EngineRevision revision);
    }

    /** Makes the tests of {@code engineio-v3-<kind>} and {@code engineio-v4-<kind>}. */
    static Stream<DynamicTest> bothRevisions(String kind, String list, RevisionTest test) {
        return Stream.of(EngineRevision.values())
                .flatMap(revision -> tests(file(revision, kind), list, vector -> test.run(vector, revision)));
    }

    static Set<String> namesOfBothRevisions(String kind, String list) {
        return Stream.of(EngineRevision.values())
                .flatMap(revision -> list(file(revision, kind), list).stream())
                .map(vector -> vector.required("name").stringValue())
                .collect(Collectors.toSet());
    }

    static String file(EngineRevision revision, String kind) {
        return "engineio-v" + revision.number() + "-" + kind;
    }

    /** Returns the encoded side of a file's valid samples: either those that are binary, or those that are text. */
    static List<Bytes> encoded(String file, boolean binary) {
        return list(file, "vectors").stream()
                .map(vector -> vector.required("encoded"))
                .filter(wire -> binary(wire) == binary)
                .map(Vectors::bytes)
                .toList();
    }

    static boolean binary(JsonNode wire) {
        return wire.isObject();
    }

    static Bytes bytes(JsonNode wire) {
        return binary(wire) ? base64(wire.required("base64")) : Bytes.utf8(wire.stringValue());
    }

    static Bytes base64(JsonNode text) {
        return Bytes.wrap(Base64.getDecoder().decode(text.stringValue()));
    }

    static Frame frame(JsonNode wire) {
        return binary(wire) ? Frame.binary(bytes(wire), true) : Frame.text(bytes(wire), true);
    }

    static Packet packet(JsonNode packet) {
        var type = PacketType.valueOf(packet.required("type").stringValue().toUpperCase(Locale.ROOT));
        var data = packet.get("data");
        var bytes = data == null ? Bytes.EMPTY : bytes(data);
        var binary = data != null && binary(data);
        if (type != PacketType.MESSAGE) {
            return new Packet.Control(type, bytes, binary);
        }
        return binary ? Message.binary(bytes) : Message.text(bytes);
    }

    /** Returns the packets of a payload up to the error packet with which the official decoders end it. */
    static List<Packet> packets(JsonNode packets) {
        var result = new ArrayList<Packet>();
        for (var packet : packets) {
            if (packet.path("type").stringValue("").equals("error")) {
                break;
            }
            result.add(packet(packet));
        }
        return result;
    }
}
