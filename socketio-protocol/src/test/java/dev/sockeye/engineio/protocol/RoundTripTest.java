package dev.sockeye.engineio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTripTest {
    private static final int TIMES = 400;

    @ParameterizedTest
    @EnumSource
    void packetsComeBackFromFrames(EngineRevision revision) {
        Randomly.times(TIMES, random -> {
            var packet = Randomly.packet(random, revision);

            var frame = PacketCodec.encode(packet, revision, random.nextBoolean());
            var again = PacketCodec.decode(elsewhere(random, frame), revision);

            assertThat(again).isEqualTo(packet);
        });
    }

    @ParameterizedTest
    @EnumSource
    void decodedPacketsCanBeSentOn(EngineRevision revision) {
        Randomly.times(TIMES, random -> {
            var frame = PacketCodec.encode(Randomly.packet(random, revision), revision, false);
            var packet = PacketCodec.decode(elsewhere(random, frame), revision);

            assertThat(PacketCodec.encode(packet, revision, false)).isEqualTo(frame);
        });
    }

    @ParameterizedTest
    @EnumSource
    void packetsComeBackFromPayloads(EngineRevision revision) {
        Randomly.times(TIMES, random -> {
            var packets = Randomly.packets(random, revision);

            var body = PayloadCodec.encode(packets, revision, random.nextBoolean());
            var moved = Randomly.elsewhere(random, body.body());
            var decoded = PayloadCodec.decode(moved, body.binary(), revision, packets.size());

            assertThat(decoded.error()).isEmpty();
            assertThat(decoded.packets()).isEqualTo(packets);
        });
    }

    @Test
    void lengthsInTextCountWhatStringLengthCounts() {
        Randomly.times(TIMES, random -> {
            var text = Randomly.text(random, 300);

            var body = PayloadCodec.encode(java.util.List.of(Message.text(text)), EngineRevision.V3, true);

            assertThat(body.body().utf8()).isEqualTo((text.utf8().length() + 1) + ":4" + text.utf8());
        });
    }

    @Test
    void packetsComeBackFromAStreamInAnyPieces() {
        Randomly.times(TIMES, random -> {
            var packets = Randomly.packets(random, EngineRevision.V4);
            var stream = new java.io.ByteArrayOutputStream();
            packets.forEach(
                    packet -> stream.writeBytes(StreamFraming.encode(packet).toByteArray()));

            var decoder = new StreamDecoder(400_000);
            var received = new ArrayList<Packet>();
            var rest = Bytes.wrap(stream.toByteArray());
            while (!rest.isEmpty()) {
                var count = 1 + random.nextInt(Math.min(rest.length(), 5_000));
                var decoded = decoder.decode(Randomly.elsewhere(random, rest.slice(0, count)));
                assertThat(decoded.error()).isEmpty();
                received.addAll(decoded.packets());
                rest = rest.from(count);
            }

            assertThat(received).isEqualTo(packets);
        });
    }

    @Test
    void payloadsComeBackFromForms() {
        Randomly.times(TIMES, random -> {
            // A backslash in front of a newline is what the official client can't send; JSON never holds one.
            var text = Randomly.text(random, 300).utf8();
            var payload = Bytes.utf8(text.replaceAll("\\\\\n+", "/"));
            // What the official client does before it hands the text to a form.
            var escaped = payload.utf8().replace("\\n", "\\\\n").replace("\n", "\\n");
            var form = "x=1&d=" + java.net.URLEncoder.encode(escaped, StandardCharsets.UTF_8);

            var decoded = JsonpCodec.decode(Randomly.elsewhere(random, Bytes.utf8(form)));

            assertThat(decoded).contains(payload);
        });
    }

    @Test
    void scriptsHoldThePayloadAsAJsonString() {
        Randomly.times(TIMES, random -> CodecChecks.script(Randomly.elsewhere(random, Randomly.text(random, 300))));
    }

    @Test
    void base64ComesBackWithAndWithoutPaddingInBothAlphabets() {
        Randomly.times(TIMES, random -> {
            var bytes = Randomly.bytes(random, 100);
            var standard = Base64Text.encode("", bytes).utf8();
            var urlSafe = standard.replace('+', '-').replace('/', '_');

            assertThat(standard.length()).isEqualTo((int) Base64Text.encodedLength(bytes.length()));
            for (var text : new String[] {standard, standard.replace("=", ""), urlSafe, urlSafe.replace("=", "")}) {
                assertThat(Base64Text.decode(Bytes.utf8(text))).isEqualTo(bytes);
            }
        });
    }

    private static Frame elsewhere(Random random, Frame frame) {
        var payload = Randomly.elsewhere(random, frame.payload());
        return frame.binary() ? Frame.binary(payload, true) : Frame.text(payload, true);
    }
}
