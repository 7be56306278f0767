package dev.sockeye.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sockeye.engineio.protocol.Bytes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MessagePackSnapshotTest {
    private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

    record Reading(float value, Date at) {}

    /** The right column is what the official packer writes for the same value, but where it would write a wrong one. */
    static Stream<Arguments> values() {
        return Stream.of(
                arguments(null, "c0"),
                arguments(0.1f, "cb3fb999999999999a"),
                arguments(1.0, "01"),
                arguments(-0.0, "00"),
                arguments(1e21, "cb444b1ae4d6e2ef50"),
                arguments(-4294967296.0, "d3ffffffff00000000"),
                arguments(Double.NaN, "cb7ff8000000000000"),
                arguments(Long.MIN_VALUE, "d38000000000000000"),
                arguments(TWO_64.subtract(BigInteger.ONE), "cfffffffffffffffff"),
                arguments(TWO_64, "cb43f0000000000000"),
                arguments(TWO_64.negate(), "cbc3f0000000000000"),
                arguments(new BigDecimal("1.5"), "cb3ff8000000000000"),
                arguments(new BigDecimal("1e2"), "64"),
                arguments("a\ud800", "a461efbfbd"),
                arguments("\ud83d\ude00", "a4f09f9880"),
                arguments(Instant.ofEpochMilli(-1), "d700ffffffffffffffff"),
                arguments(
                        new Reading(1.5f, Date.from(Instant.ofEpochMilli(1))),
                        "82a576616c7565cb3ff8000000000000a26174d7000000000000000001"),
                arguments(new byte[] {1, 2}, "c4020102"),
                arguments(Bytes.wrap(new byte[] {0, 1, 2}, 1, 2), "c4020102"),
                arguments(Map.of("\ud800", List.of(true, false)), "81a3efbfbd92c3c2"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valuesArePackedAsTheOfficialPackerDoes(@Nullable Object value, String hex) {
        var snapshot = MessagePackArguments.of(Vectors.MAPPER, new Object[] {value});

        assertThat(HexFormat.of().formatHex(snapshot.body().toByteArray())).isEqualTo(hex);
    }

    @Test
    void aDatePassedOnIsStillADate() {
        var parser = MessagePackParser.INSTANCE;
        var received = BindingTest.Kind.MESSAGE_PACK.receive(Map.of("at", Instant.ofEpochMilli(5)), "x");

        var again = MessagePackArguments.of(
                Vectors.MAPPER, new Object[] {received.element(1), Arrays.asList(received.element(0))});

        assertThat(HexFormat.of().formatHex(again.body().toByteArray()))
                .isEqualTo("a178" + "91" + "81a26174" + "d7000000000000000005");
        assertThat(parser.snapshot(Vectors.MAPPER, new Object[] {received})).isEqualTo(received);
    }
}
