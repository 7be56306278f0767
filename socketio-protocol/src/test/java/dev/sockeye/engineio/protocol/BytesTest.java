package dev.sockeye.engineio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytesTest {
    private final Bytes hello = Bytes.wrap("xhelloy".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 1, 5);

    @Test
    void slicesShareTheArray() {
        var slice = hello.slice(1, 3);

        assertThat(slice.utf8()).isEqualTo("el");
        assertThat(slice.array()).isSameAs(hello.array());
        assertThat(hello.from(5)).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void equalsByContentAlone() {
        assertThat(hello).isEqualTo(Bytes.utf8("hello")).hasSameHashCodeAs(Bytes.utf8("hello"));
        assertThat(hello).isNotEqualTo(Bytes.utf8("hellp"));
    }

    @ParameterizedTest
    @CsvSource({"-1, 2", "0, 6", "3, 2", "6, 6"})
    void refusesSlicesBeyondItsEnds(int start, int end) {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> hello.slice(start, end));
    }

    @Test
    void refusesToWrapBeyondAnArray() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> Bytes.wrap(new byte[3], 2, Integer.MAX_VALUE));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> hello.at(5));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> hello.at(-1));
    }

    @Test
    void compactLetsGoOfALargeArray() {
        var small = Bytes.wrap(new byte[1_000], 10, 20);

        assertThat(small.compact().array()).hasSize(20);
        assertThat(small.compact()).isEqualTo(small);
        assertThat(hello.compact()).isSameAs(hello);
    }

    @Test
    void unpairedSurrogatesBecomeTheReplacementCharacter() {
        assertThat(Bytes.utf8("a\ud800b\udc00\ud83d\ude00\ud83d").utf8()).isEqualTo("a\ufffdb\ufffd\ud83d\ude00\ufffd");
    }

    @Test
    void neverShowsItsContent() {
        assertThat(hello).hasToString("Bytes[5]");
        assertThat(Message.text(hello)).hasToString("Message[text, 5]");
        assertThat(Frame.binary(hello, true)).hasToString("Frame[binary, 5]");
    }
}
