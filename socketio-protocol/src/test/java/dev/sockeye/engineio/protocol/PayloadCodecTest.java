package dev.sockeye.engineio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadCodecTest {
    private static final int MANY = 1_000;

    @ParameterizedTest
    @EnumSource
    void takesAsManyPacketsAsAreAllowedAndNotOneMore(EngineRevision revision) {
        var three = List.of(Packet.PING, Message.text("a"), Message.text("b"));
        var body = PayloadCodec.encode(three, revision, true).body();

        var allowed = PayloadCodec.decode(body, false, revision, 3);
        var tooMany = PayloadCodec.decode(body, false, revision, 2);

        assertThat(allowed.error()).isEmpty();
        assertThat(allowed.packets()).isEqualTo(three);
        assertThat(tooMany.error()).isPresent();
        assertThat(tooMany.packets()).isEqualTo(three.subList(0, 2));
    }

    @Test
    void limitsThePacketsOfTheBinaryFormToo() {
        var two = List.of(Message.text("a"), Message.binary(Bytes.EMPTY));
        var body = PayloadCodec.encode(two, EngineRevision.V3, false);

        assertThat(body.binary()).isTrue();
        assertThat(PayloadCodec.decode(body.body(), true, EngineRevision.V3, 2).error())
                .isEmpty();
        assertThat(PayloadCodec.decode(body.body(), true, EngineRevision.V3, 1).packets())
                .isEqualTo(two.subList(0, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "99999999999:4a", "4294967298:4a", "18446744073709551618:4a", "2147483647:4a", "00000000002:4a",
                        "+2:4a",
                "٢:4a", "2 :4a", "2.:4a", "2", "2:", "1:"
            })
    void refusesLengthsThatAreNoneOrLie(String body) {
        var decoded = PayloadCodec.decode(Bytes.utf8("1:2" + body), false, EngineRevision.V3, MANY);

        assertThat(decoded.error()).isPresent();
        assertThat(decoded.packets()).containsExactly(Packet.PING);
    }

    @Test
    void takesLeadingZerosUpToTenDigits() {
        var decoded = PayloadCodec.decode(Bytes.utf8("0000000002:4a"), false, EngineRevision.V3, MANY);

        assertThat(decoded.error()).isEmpty();
        assertThat(decoded.packets()).containsExactly(Message.text("a"));
    }

    @Test
    void refusesALengthThatEndsBetweenSurrogates() {
        var decoded = PayloadCodec.decode(Bytes.utf8("2:4\ud83d\ude00"), false, EngineRevision.V3, MANY);

        assertThat(decoded.error()).hasValueSatisfying(e -> assertThat(e).hasMessageContaining("within a character"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "BF",
                "C0 80",
                "C1 BF",
                "C3",
                "C3 28",
                "E0 9F BF",
                "E2 82",
                "E2 28 A1",
                "ED A0 80",
                "EF BF C0",
                "F0 8F BF BF",
                "F0 9F 98",
                "F0 9F 98 28",
                "F4 90 80 80",
                "F5 80 80 80",
                "FF",
                "FE"
            })
    void refusesTextThatIsNotUtf8(String hex) {
        var broken = bytes("34 " + hex);
        var units = broken.length;

        for (var claimed = 1; claimed <= units; claimed++) {
            var body = concat(("1:2" + claimed + ":").getBytes(java.nio.charset.StandardCharsets.US_ASCII), broken);
            var v3 = PayloadCodec.decode(Bytes.wrap(body), false, EngineRevision.V3, MANY);
            assertThat(v3.error()).as("%d units", claimed).isPresent();
        }
        var binaryForm = concat(new byte[] {0, (byte) broken.length, (byte) 0xFF}, broken);
        assertThat(PayloadCodec.decode(Bytes.wrap(binaryForm), true, EngineRevision.V3, MANY)
                        .error())
                .isPresent();
        var v4 = PayloadCodec.decode(Bytes.wrap(concat(bytes("32 1E"), broken)), false, EngineRevision.V4, MANY);
        assertThat(v4.error()).isPresent();
        assertThat(v4.packets()).containsExactly(Packet.PING);
    }

    @Test
    void takesTheEdgesOfUtf8() {
        var edges = "\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff";

        var decoded = PayloadCodec.decode(Bytes.utf8("11:4" + edges), false, EngineRevision.V3, MANY);

        assertThat(decoded.error()).isEmpty();
        assertThat(decoded.packets()).containsExactly(Message.text(edges));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01 FF 04",
                "01",
                "00 0A FF 34",
                "01 03 FF 04 01",
                "00 01 FF",
                "00 00 FF",
                "01 00 FF",
                "01 01 FF 07",
                "01 00 00 00 00 00 00 00 00 00 00 01 FF 04",
                "01 04 02 09 04 09 06 07 02 09 08 FF 04",
                "01 80 FF 04"
            })
    void refusesBinaryFormsThatLie(String hex) {
        var body = concat(bytes("00 01 FF 32"), bytes(hex));

        var decoded = PayloadCodec.decode(Bytes.wrap(body), true, EngineRevision.V3, MANY);

        assertThat(decoded.error()).isPresent();
        assertThat(decoded.packets()).containsExactly(Packet.PING);
    }

    @Test
    void revision4HasNoBinaryForm() {
        assertThat(PayloadCodec.decode(Bytes.utf8("4a"), true, EngineRevision.V4, MANY)
                        .error())
                .isPresent();
    }

    @Test
    void binaryIsBase64WhereThePeerTakesNoBinary() {
        var binary = List.of(Message.binary(Bytes.wrap(new byte[] {1, 2, 3})));

        assertThat(PayloadCodec.encode(binary, EngineRevision.V3, true))
                .isEqualTo(new PayloadCodec.Body(Bytes.utf8("6:b4AQID"), false));
        assertThat(PayloadCodec.encode(binary, EngineRevision.V4, false))
                .isEqualTo(new PayloadCodec.Body(Bytes.utf8("bAQID"), false));
    }

    @ParameterizedTest
    @CsvSource({"0, 4", "1, 1", "5, 1", "9, 1", "10, 2", "19, 2", "20, 3", "21, 3", "22, 4", "1000000, 4"})
    void fillsAPayloadUpToWhatTheServerTakes(long maxPayload, int packets) {
        var queue = List.of(
                Message.text("hell"), Message.text("\u20ac"), Message.binary(Bytes.wrap(new byte[4])), Packet.PING);

        assertThat(PayloadCodec.fitting(queue, maxPayload)).isEqualTo(packets);
        if (maxPayload > 5) {
            var body = PayloadCodec.encode(queue.subList(0, packets), EngineRevision.V4, true);
            assertThat((long) body.body().length()).isLessThanOrEqualTo(maxPayload);
        }
    }

    private static byte[] bytes(String hex) {
        return java.util.HexFormat.ofDelimiter(" ").parseHex(hex);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        var joined = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
