package dev.sockeye.engineio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class PayloadVectorsTest {
    private static final int MANY = 1_000;
    /** What the official decoders take and this one does not, with the reason. The rest of their leniency is shared. */
    private static final Map<String, String> REFUSED = Map.of(
            "hexadecimal length", "a length is decimal digits",
            "exponent length", "a length is decimal digits",
            "leading space", "a length is decimal digits",
            "b64 packet with unknown type", "an unknown type is an error in every form",
            "binary payload: declared length larger than what is left", "a length that lies is an error in every form",
            "invalid base64", "broken base64 ends a session, it does not become an empty message");

    @TestFactory
    Stream<DynamicTest> encodes() {
        return Vectors.bothRevisions("payloads", "vectors", (vector, revision) -> {
            var base64 = !vector.path("supportsBinary").booleanValue(false);
            var packets = Vectors.packets(vector.required("decoded"));

            var body = PayloadCodec.encode(packets, revision, base64);

            assertThat(body.body()).isEqualTo(Vectors.bytes(vector.required("encoded")));
            assertThat(body.binary()).isEqualTo(Vectors.binary(vector.required("encoded")));
        });
    }

    @TestFactory
    Stream<DynamicTest> decodes() {
        return Vectors.bothRevisions("payloads", "vectors", PayloadVectorsTest::assertDecoded);
    }

    @TestFactory
    Stream<DynamicTest> recordsTheSameBodyTwice() {
        return Vectors.bothRevisions("payloads", "vectors", (vector, revision) -> {
            var recorded = vector.get("httpBodyBase64");
            if (recorded != null) {
                assertThat(Vectors.base64(recorded)).isEqualTo(Vectors.bytes(vector.required("encoded")));
            } else {
                assertThat(Vectors.binary(vector.required("encoded"))).isTrue();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> decodesWhatIsOddButClear() {
        return Vectors.bothRevisions("payloads", "lenient", (vector, revision) -> {
            if (REFUSED.containsKey(vector.required("name").stringValue())) {
                var decoded = decode(vector.required("encoded"), revision);
                assertThat(decoded.error()).isPresent();
                assertThat(decoded.packets()).isEmpty();
            } else {
                assertDecoded(vector, revision);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> keepsThePacketsInFrontOfTheFirstMistake() {
        return Vectors.bothRevisions("payloads", "invalid", (vector, revision) -> {
            var decoded = decode(vector.required("input"), revision);

            assertThat(decoded.error()).isPresent();
            assertThat(decoded.packets()).isEqualTo(Vectors.packets(vector.required("decoded")));
        });
    }

    @Test
    void listsNoRefusalThatIsNotASample() {
        assertThat(Vectors.namesOfBothRevisions("payloads", "lenient")).containsAll(REFUSED.keySet());
    }

    private static void assertDecoded(JsonNode vector, EngineRevision revision) {
        var expected = vector.has("decodesTo") ? vector.get("decodesTo") : vector.required("decoded");

        var decoded = decode(vector.required("encoded"), revision);

        assertThat(decoded.error()).isEmpty();
        assertThat(decoded.packets()).isEqualTo(Vectors.packets(expected));
    }

    private static PayloadCodec.Decoded decode(JsonNode wire, EngineRevision revision) {
        return PayloadCodec.decode(Vectors.bytes(wire), Vectors.binary(wire), revision, MANY);
    }
}
