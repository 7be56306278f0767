package dev.sockeye.engineio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class StreamDecoderTest {
    private final StreamDecoder decoder = new StreamDecoder(1_000);

    @Test
    void takesAPacketOfTheLimitAndNoneBeyond() {
        var largest = Message.binary(Bytes.wrap(new byte[1_000]));
        var tooLarge = Message.binary(Bytes.wrap(new byte[1_001]));

        assertThat(decoder.decode(StreamFraming.encode(largest)).packets()).containsExactly(largest);
        assertThat(decoder.decode(StreamFraming.encode(tooLarge)).error()).isPresent();
    }

    @Test
    void refusesALengthAsSoonAsItIsAnnounced() {
        assertThat(decoder.decode(bytes(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF))
                        .error())
                .isEmpty();
        assertThat(decoder.decode(bytes(0xFF)).error()).isPresent();
    }

    @Test
    void deliversWhatCameBeforeAMistakeAndNothingAfterIt() {
        var decoded = decoder.decode(bytes(1, '2', 1, '9', 1, '3'));

        assertThat(decoded.packets()).containsExactly(Packet.PING);
        assertThat(decoded.error()).isPresent();
        assertThat(decoder.decode(bytes(1, '2')))
                .isEqualTo(new PayloadCodec.Decoded(java.util.List.of(), decoded.error()));
    }

    @Test
    void sharesTheMemoryOfTheChunk() {
        var chunk = bytes(2, '4', 'a', 0x82, 1, 2);

        var packets = decoder.decode(chunk).packets();

        assertThat(packets).containsExactly(Message.text("a"), Message.binary(bytes(1, 2)));
        assertThat(packets)
                .allSatisfy(packet -> assertThat(packet.data().array()).isSameAs(chunk.array()));
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        assertThat(decoder.decode(bytes(2, '4', 0xC3)).error()).isPresent();
    }

    @Test
    void emptyBinaryTravelsAsText() {
        var empty = Message.binary(Bytes.EMPTY);

        var encoded = StreamFraming.encode(empty);

        assertThat(encoded).isEqualTo(bytes(1, 'b'));
        assertThat(decoder.decode(encoded).packets()).containsExactly(empty);
    }

    @Test
    void needsALimit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StreamDecoder(0))
                .withMessage("maxPayload: 0 (expected: > 0)");
    }

    private static Bytes bytes(int... values) {
        var array = new byte[values.length];
        for (var i = 0; i < values.length; i++) {
            array[i] = (byte) values[i];
        }
        return Bytes.wrap(array);
    }
}
