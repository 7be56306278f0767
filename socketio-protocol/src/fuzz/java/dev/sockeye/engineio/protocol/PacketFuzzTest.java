package dev.sockeye.engineio.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class PacketFuzzTest {
    @MethodSource("text")
    @FuzzTest
    void textFrames(byte[] input) {
        for (var revision : EngineRevision.values()) {
            CodecChecks.check(bytes -> CodecChecks.textFrame(bytes, revision), Bytes.copyOf(input));
        }
    }

    @MethodSource("binary")
    @FuzzTest
    void binaryFrames(byte[] input) {
        for (var revision : EngineRevision.values()) {
            CodecChecks.check(bytes -> CodecChecks.binaryFrame(bytes, revision), Bytes.copyOf(input));
        }
    }

    @MethodSource("handshake")
    @FuzzTest
    void handshakes(byte[] input) {
        CodecChecks.check(CodecChecks::handshake, Bytes.copyOf(input));
    }

    static Stream<byte[]> handshake() {
        return Stream.of(CodecChecks.HANDSHAKE.toByteArray());
    }

    static Stream<byte[]> text() {
        return Vectors.encoded("engineio-v3-packets", false).stream().map(Bytes::toByteArray);
    }

    static Stream<byte[]> binary() {
        return Vectors.encoded("engineio-v3-packets", true).stream().map(Bytes::toByteArray);
    }
}
