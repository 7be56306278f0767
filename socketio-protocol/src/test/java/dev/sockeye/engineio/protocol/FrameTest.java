package dev.sockeye.engineio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "4", "42[\"a\"]", "2probe", "b4AQID", "4\u20ac"})
    void theBeginningOfAnArrayMakesTheSameFrameAsItsBytes(String text) {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        var array = (text + "rest").getBytes(StandardCharsets.UTF_8);

        var frame = Frame.text(array, utf8.length, true);

        assertThat(frame).isEqualTo(Frame.text(Bytes.wrap(utf8), true));
        assertThat(frame.payload()).isEqualTo(Bytes.wrap(utf8));
        assertThat(frame.compress()).isTrue();
        assertThat(frame instanceof Message).isEqualTo(text.startsWith("4"));
    }

    @Test
    void anArrayThatIsTooShortIsRefused() {
        assertThatThrownBy(() -> Frame.text(new byte[] {'4'}, 2, true)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Frame.text(new byte[] {'4'}, -1, true)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    static Stream<Frame> frames() {
        var within = Bytes.wrap("xx4abcyy".getBytes(StandardCharsets.UTF_8), 2, 4);
        return Stream.of(
                Frame.text(within, true),
                Frame.text(within.slice(1, 4), false),
                Frame.text(within.array(), 0, true),
                Frame.binary(within, true),
                (Frame) Message.prefixedText(within));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void theArrayHoldsThePayload(Frame frame) {
        assertThat(Bytes.wrap(frame.array(), frame.offset(), frame.length())).isEqualTo(frame.payload());
    }
}
