package dev.sockeye.engineio.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadFuzzTest {
    @MethodSource("text3")
    @FuzzTest
    void revision3Text(byte[] input) {
        CodecChecks.check(bytes -> CodecChecks.payload(bytes, false, EngineRevision.V3), Bytes.copyOf(input));
    }

    @MethodSource("binary3")
    @FuzzTest
    void revision3Binary(byte[] input) {
        CodecChecks.check(bytes -> CodecChecks.payload(bytes, true, EngineRevision.V3), Bytes.copyOf(input));
    }

    @MethodSource("text4")
    @FuzzTest
    void revision4(byte[] input) {
        CodecChecks.check(bytes -> CodecChecks.payload(bytes, false, EngineRevision.V4), Bytes.copyOf(input));
    }

    static Stream<byte[]> text3() {
        return Vectors.encoded("engineio-v3-payloads", false).stream().map(Bytes::toByteArray);
    }

    static Stream<byte[]> binary3() {
        return Vectors.encoded("engineio-v3-payloads", true).stream().map(Bytes::toByteArray);
    }

    static Stream<byte[]> text4() {
        return Vectors.encoded("engineio-v4-payloads", false).stream().map(Bytes::toByteArray);
    }
}
