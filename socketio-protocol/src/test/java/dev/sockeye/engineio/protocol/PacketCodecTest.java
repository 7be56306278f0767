package dev.sockeye.engineio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PacketCodecTest {
    @ParameterizedTest
    @EnumSource
    void aMessageIsFramedOnceForAllReceivers(EngineRevision revision) {
        for (var message : new Message[] {Message.text("hello"), Message.binary(Bytes.wrap(new byte[] {1, 2}))}) {
            var frame = PacketCodec.encode(message, revision, true);

            assertThat(PacketCodec.encode(message, revision, true)).isSameAs(frame);
        }
    }

    @Test
    void heartbeatsShareOneFrame() {
        var frame = PacketCodec.encode(Packet.PING, EngineRevision.V4, false);

        assertThat(PacketCodec.encode(Packet.PING, EngineRevision.V3, true)).isSameAs(frame);
    }

    @Test
    void aDecodedMessageSharesTheMemoryOfItsFrame() {
        var text = Bytes.utf8("4hello");
        var binary = Bytes.wrap(new byte[] {4, 1, 2});

        var message = PacketCodec.decode(Frame.text(text, true), EngineRevision.V3);
        var bytes = PacketCodec.decode(Frame.binary(binary, true), EngineRevision.V3);

        assertThat(message.data().array()).isSameAs(text.array());
        assertThat(bytes.data().array()).isSameAs(binary.array());
        assertThat(PacketCodec.encode(message, EngineRevision.V4, false)
                        .payload()
                        .array())
                .isSameAs(text.array());
    }

    @Test
    void aControlPacketBehindItsTypeIsNotCopied() {
        var text = Bytes.utf8("x0{}");
        var open = new Packet.Control(PacketType.OPEN, text.from(2));
        var ping = new Packet.Control(PacketType.PING, text.from(2));

        var frame = PacketCodec.encode(open, EngineRevision.V4, false).payload();

        assertThat(frame.utf8()).isEqualTo("0{}");
        assertThat(frame.array()).isSameAs(text.array());
        assertThat(PacketCodec.encode(ping, EngineRevision.V4, false).payload().utf8())
                .isEqualTo("2{}");
    }

    @Test
    void onlyMessagesThatWantItMakeCompressedFrames() {
        var message = Message.text("hello");

        assertThat(PacketCodec.encode(message, EngineRevision.V4, false).compress())
                .isTrue();
        assertThat(PacketCodec.encode(message.compress(false), EngineRevision.V4, false)
                        .compress())
                .isFalse();
        assertThat(PacketCodec.encode(Packet.PING_PROBE, EngineRevision.V4, false)
                        .compress())
                .isFalse();
    }

    @Test
    void revision4HasNoBinaryControlPackets() {
        var ping = new Packet.Control(PacketType.PING, Bytes.wrap(new byte[] {9}), true);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PacketCodec.encode(ping, EngineRevision.V4, false))
                .withMessageContaining("binary PING");
    }

    @Test
    void probesAreRecognisedByEquality() {
        assertThat(PacketCodec.decode(Frame.text("2probe"), EngineRevision.V4)).isEqualTo(Packet.PING_PROBE);
        assertThat(PacketCodec.decode(Frame.text("3probe"), EngineRevision.V3)).isEqualTo(Packet.PONG_PROBE);
        assertThat(PacketCodec.decode(Frame.text("5"), EngineRevision.V3)).isEqualTo(Packet.UPGRADE);
    }
}
