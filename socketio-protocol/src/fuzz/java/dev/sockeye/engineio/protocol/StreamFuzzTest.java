package dev.sockeye.engineio.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class StreamFuzzTest {
    @MethodSource("seeds")
    @FuzzTest
    void streams(byte[] input) {
        CodecChecks.check(CodecChecks::stream, Bytes.copyOf(input));
    }

    static Stream<byte[]> seeds() {
        return Vectors.encoded("engineio-v4-webtransport", true).stream().map(Bytes::toByteArray);
    }
}
