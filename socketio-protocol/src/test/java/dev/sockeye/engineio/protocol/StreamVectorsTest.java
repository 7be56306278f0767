package dev.sockeye.engineio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class StreamVectorsTest {
    private static final String FILE = "engineio-v4-webtransport";
    private static final int MAX_PAYLOAD = 1_000_000;

    @TestFactory
    Stream<DynamicTest> encodes() {
        return Vectors.tests(FILE, "vectors", vector -> {
            var expected = Vectors.bytes(vector.required("encoded"));

            var encoded = StreamFraming.encode(packet(vector));

            assertThat(headerOnly(vector) ? encoded.slice(0, expected.length()) : encoded)
                    .isEqualTo(expected);
        });
    }

    @TestFactory
    Stream<DynamicTest> decodes() {
        return Vectors.tests(FILE, "vectors", vector -> {
            var decoder = new StreamDecoder(MAX_PAYLOAD);

            var decoded = decoder.decode(Vectors.bytes(vector.required("encoded")));

            assertThat(decoded.error()).isEmpty();
            if (headerOnly(vector)) {
                assertThat(decoded.packets()).isEmpty();
                decoded = decoder.decode(packet(vector).data());
            }
            assertThat(decoded.packets()).containsExactly(packet(vector));
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatIsInvalid() {
        return Vectors.tests(FILE, "invalid", vector -> {
            var decoder = new StreamDecoder(vector.required("maxPayload").intValue());

            var decoded = decoder.decode(Vectors.bytes(vector.required("input")));

            assertThat(decoded.error()).isPresent();
            assertThat(decoded.packets()).isEmpty();
        });
    }

    private static boolean headerOnly(JsonNode vector) {
        return vector.has("headerOnly");
    }

    private static Packet packet(JsonNode vector) {
        if (!headerOnly(vector)) {
            return Vectors.packet(vector.required("decoded"));
        }
        var bytes = new byte[vector.required("decoded").required("dataLength").intValue()];
        Arrays.fill(bytes, (byte) 7);
        return Message.binary(Bytes.wrap(bytes));
    }
}
