package dev.sockeye.engineio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PacketVectorsTest {
    /** What the official decoders take and this one does not, with the reason. The rest of their leniency is shared. */
    private static final Map<String, String> REFUSED = Map.of(
            "base64 with garbage characters",
            "broken base64 ends a session; what the garbage meant is anybody's guess",
            "v3 style b4",
            "five characters are not base64; this would be taken if it were whole bytes");

    @TestFactory
    Stream<DynamicTest> encodes() {
        return Vectors.bothRevisions("packets", "vectors", (vector, revision) -> {
            var base64 = !vector.required("supportsBinary").booleanValue();

            var frame = PacketCodec.encode(Vectors.packet(vector.required("decoded")), revision, base64);

            assertThat(frame).isEqualTo(Vectors.frame(vector.required("encoded")));
        });
    }

    @TestFactory
    Stream<DynamicTest> decodes() {
        return Vectors.bothRevisions("packets", "vectors", (vector, revision) -> {
            var packet = PacketCodec.decode(Vectors.frame(vector.required("encoded")), revision);

            assertThat(packet).isEqualTo(Vectors.packet(vector.required("decoded")));
        });
    }

    @TestFactory
    Stream<DynamicTest> decodesWhatIsOddButClear() {
        return Vectors.bothRevisions("packets", "lenient", (vector, revision) -> {
            var frame = Vectors.frame(vector.required("encoded"));
            if (REFUSED.containsKey(vector.required("name").stringValue())) {
                assertRefused(frame, revision);
            } else {
                assertThat(PacketCodec.decode(frame, revision)).isEqualTo(Vectors.packet(vector.required("decoded")));
            }
        });
    }

    // The official decoder of revision 3 gives some of these an undefined type and drops them. Here each is an error: a
    // peer that sends them is broken or hostile, and a session that goes on deaf helps neither.
    @TestFactory
    Stream<DynamicTest> refusesWhatIsInvalid() {
        return Vectors.bothRevisions(
                "packets",
                "invalid",
                (vector, revision) -> assertRefused(Vectors.frame(vector.required("input")), revision));
    }

    @Test
    void listsNoRefusalThatIsNotASample() {
        assertThat(Vectors.namesOfBothRevisions("packets", "lenient")).containsAll(REFUSED.keySet());
    }

    private static void assertRefused(Frame frame, EngineRevision revision) {
        assertThatExceptionOfType(EngineProtocolException.class).isThrownBy(() -> PacketCodec.decode(frame, revision));
    }
}
