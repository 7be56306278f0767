package dev.sockeye.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcmaNumberTest {
    /** The right column is what {@code String(number)} gives in ECMAScript (ECMA-262, Number::toString). */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "-1.5, -1.5",
        "0.1, 0.1",
        "0.000001, 0.000001",
        "0.0000001, 1e-7",
        "-0.00000123, -0.00000123",
        "0.000000123, 1.23e-7",
        "100, 100",
        "123456789012345680000, 123456789012345680000",
        "1E20, 100000000000000000000",
        "1E21, 1e+21",
        "1.5E300, 1.5e+300",
        "-1.5E-300, -1.5e-300",
        "9007199254740991, 9007199254740991",
        "9007199254740993, 9007199254740992",
        "4.35, 4.35",
        "2E-3, 0.002",
        "2E23, 2e+23",
        "9.5367431640625E-7, 9.5367431640625e-7",
        "1.7976931348623157E308, 1.7976931348623157e+308",
        "2.2250738585072014E-308, 2.2250738585072014e-308",
        "4.9E-324, 5e-324",
        "9.9E-324, 1e-323",
        "1.5E-323, 1.5e-323",
        "2.0E-323, 2e-323",
        "-4.9E-324, -5e-324"
    })
    void printsAsEcmaScript(String java, String ecma) {
        assertThat(EcmaNumber.text(Double.parseDouble(java))).isEqualTo(ecma);
    }

    @Test
    void everyNumberReadsBackAsItself() {
        var random = new Random(1);
        for (var i = 0; i < 200_000; i++) {
            var value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(EcmaNumber.json(value))).isEqualTo(value);
            }
            var single = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(single)) {
                assertThat(Float.parseFloat(EcmaNumber.json(single))).isEqualTo(single);
            }
        }
    }

    @Test
    void whatIsNoNumberInJsonIsNull() {
        assertThat(EcmaNumber.json(Double.NaN)).isEqualTo("null");
        assertThat(EcmaNumber.json(Double.NEGATIVE_INFINITY)).isEqualTo("null");
        assertThat(EcmaNumber.json(Float.NaN)).isEqualTo("null");
        assertThat(EcmaNumber.text(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
    }
}
