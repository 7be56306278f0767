package dev.sockeye.engineio.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class JsonpFuzzTest {
    @MethodSource("seeds")
    @FuzzTest
    void forms(byte[] input) {
        CodecChecks.check(CodecChecks::form, Bytes.copyOf(input));
    }

    @MethodSource("seeds")
    @FuzzTest
    void scripts(byte[] input) {
        CodecChecks.check(CodecChecks::script, Bytes.copyOf(input));
    }

    static Stream<byte[]> seeds() {
        return Stream.of("d=6%3A4hello", "a=%20&d=x+y%5Cn%5C%5Cn", "%64=\\\\n\\n", "d&d=1", "\"\\<\u2028\u2029\u0000")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }
}
