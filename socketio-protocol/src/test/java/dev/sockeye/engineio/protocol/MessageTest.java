package dev.sockeye.engineio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MessageTest {
    @Test
    void aPrefixMakesNoDifferenceButForTheCopy() {
        var text = Bytes.utf8("4hello");
        var binary = Bytes.wrap(new byte[] {4, 1, 2});

        assertThat(Message.prefixedText(text)).isEqualTo(Message.text("hello"));
        assertThat(Message.prefixedBinary(binary)).isEqualTo(Message.binary(binary.from(1)));
        assertThat(Message.prefixedText(text)
                        .frame(EngineRevision.V4, false)
                        .payload()
                        .array())
                .isSameAs(text.array());
        assertThat(Message.prefixedBinary(binary).frame(EngineRevision.V3, false))
                .isEqualTo(Frame.binary(binary, true));
        assertThat(Message.prefixedBinary(binary).frame(EngineRevision.V4, false))
                .isEqualTo(Frame.binary(binary.from(1), true));
    }

    @Test
    void refusesBytesWithoutThePrefix() {
        assertThatIllegalArgumentException().isThrownBy(() -> Message.prefixedText(Bytes.EMPTY));
        assertThatIllegalArgumentException().isThrownBy(() -> Message.prefixedText(Bytes.utf8("5")));
        assertThatIllegalArgumentException().isThrownBy(() -> Message.prefixedBinary(Bytes.utf8("4")));
    }

    @Test
    void bothRevisionsGetTheirOwnBase64() {
        var message = Message.binary(Bytes.wrap(new byte[] {1, 2, 3}));

        for (var i = 0; i < 2; i++) {
            assertThat(message.frame(EngineRevision.V3, true)).isEqualTo(Frame.text("b4AQID"));
            assertThat(message.frame(EngineRevision.V4, true)).isEqualTo(Frame.text("bAQID"));
        }
    }

    @Test
    void textAndBinaryDiffer() {
        assertThat(Message.text("a")).isNotEqualTo(Message.binary(Bytes.utf8("a")));
        assertThat(Frame.text("a")).isNotEqualTo(Frame.binary(Bytes.utf8("a"), true));
    }

    @Test
    void aControlPacketIsNoMessage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Packet.Control(PacketType.MESSAGE, Bytes.EMPTY))
                .withMessageContaining("use Message");
    }
}
