package dev.sockeye.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPacketDecoderTest {
    private static final ParserLimits LIMITS = new ParserLimits(3, 10, 4, 5, 20, 20, 6, 8);

    private static Parser.Decoder decoder(SocketRevision revision, ParserLimits limits) {
        return JsonPacketParser.INSTANCE.decoder(revision, limits);
    }

    private static @Nullable Packet decode(String text) {
        return decoder(SocketRevision.V5, LIMITS).decode(Message.text(text));
    }

    private static Packet.Event event(String text) {
        return (Packet.Event) Objects.requireNonNull(decode(text));
    }

    private static void assertRefused(SocketRevision revision, ParserLimits limits, String text) {
        assertThatThrownBy(() -> decoder(revision, limits).decode(Message.text(text)))
                .as(text)
                .isInstanceOf(SocketProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42[\"a\"]",
                "2 [\"a\"]",
                "2/a, [\"a\"]",
                "21\n[\"a\"]",
                "0 {}",
                " 2[\"a\"]",
                "2 [\"a\"]x",
                "2-1[\"a\"]",
                "2\u0661[\"a\"]",
                "51-",
                "51-[",
                "6",
                "61-[1]",
                "51 -[\"a\"]",
                "5+1-[\"a\"]",
                "52147483648-[\"a\"]",
                "518446744073709551617-[\"a\"]",
                "29007199254740992[\"a\"]",
                "218446744073709551617[\"a\"]",
                "3-1[]",
                "31",
                "3",
                "2/",
                "2/,",
                "2//",
                "0/,[1",
                "01",
                "01{}",
                "15",
                "1,",
                "4,",
                "0,{}",
                "2[\"a\"]]",
                "2[\"a\"][\"b\"]",
                "2[\"a\",]",
                "2[1e5x]",
                "2[-]",
                "3[1]",
                "3/a,[1]",
                "\u0000",
                "é"
            })
    void whatIsNoPacketIsRefusedByBothRevisions(String text) {
        assertRefused(SocketRevision.V4, ParserLimits.DEFAULT, text);
        assertRefused(SocketRevision.V5, ParserLimits.DEFAULT, text);
    }

    @Test
    void aNumberAsNameIsItsTextInEcmaScript() {
        assertThat(event("2[1]").name()).isEqualTo("1");
        assertThat(event("2[1.50]").name()).isEqualTo("1.5");
        assertThat(event("2[1e3]").name()).isEqualTo("1000");
        assertThat(event("2[-0]").name()).isEqualTo("0");
        assertThat(event("2[9007199254740993]").name()).isEqualTo("9007199254740992");
        assertThat(event("2[1e999999]").name()).isEqualTo("Infinity");
        assertThat(event("2[\"\\u0031\"]").name()).isEqualTo("1");
    }

    @Test
    void leadingZerosChangeNothing() {
        assertThat(event("2007[\"a\"]").id()).hasValue(7);
        assertThat(decoder(SocketRevision.V5, LIMITS).decode(Message.text("5003-[\"a\"]")))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource
    void everyLimitAdmitsItsValueAndNotOneMore(SocketRevision revision) {
        for (var fitting : List.of(
                "2[\"123456\"]",
                "2[\"\\u0031\\u0032\\u0033\\u0034\\u0035\\u0036\"]",
                "2[\"€€€€€€\"]",
                "2[\"😀😀😀\"]",
                "2/2345678,[\"a\"]",
                "2/€€€€€€€,[\"a\"]",
                "2[\"a\",1,2,3,4]",
                "30[1,2,3,4]",
                "2[\"a\",[[[[]]]]]",
                "0/2345678",
                "0{\"a\":[[[{}]]]}")) {
            assertThat(decoder(revision, LIMITS).decode(Message.text(fitting)))
                    .as(fitting)
                    .isNotNull();
        }
        for (var excess : List.of(
                "2[\"1234567\"]",
                "2[\"\\u0031\\u0032\\u0033\\u0034\\u0035\\u0036\\u0037\"]",
                "2[\"€€€€€€€\"]",
                "2[\"" + "x".repeat(1_000_000) + "\"]",
                "2/23456789,[\"a\"]",
                "2/€€€€€€€€,[\"a\"]",
                "2/" + "x".repeat(1_000_000),
                "2[\"a\",1,2,3,4,5]",
                "30[1,2,3,4,5]",
                "2[\"a\",[[[[[]]]]]]",
                "0/23456789",
                "0{\"a\":[[[[{}]]]]}",
                "54-[\"a\"]")) {
            assertRefused(revision, LIMITS, excess);
        }
    }

    @Test
    void theQueryOfRevision4IsNoPartOfTheNamesLength() {
        var text = "0/2345678?token=" + "x".repeat(2_000) + ",";

        var packet = decoder(SocketRevision.V4, LIMITS).decode(Message.text(text));

        assertThat(Objects.requireNonNull(packet).namespace()).hasSize(2_015);
        assertRefused(SocketRevision.V5, LIMITS, text);
        assertRefused(SocketRevision.V4, LIMITS, "0/23456789?a=1,");
        assertRefused(SocketRevision.V4, LIMITS, "0/a?" + "x".repeat(10_000) + ",");
        assertRefused(SocketRevision.V4, LIMITS, "2/2345678?a,[\"a\"]");
    }

    @Test
    void attachmentsAreBoundedInTheirSum() {
        var decoder = decoder(SocketRevision.V5, LIMITS);
        decoder.decode(Message.text("53-[\"a\",{\"_placeholder\":true,\"num\":2}]"));
        decoder.decode(Message.binary(Bytes.wrap(new byte[6])));
        decoder.decode(Message.binary(Bytes.wrap(new byte[4])));
        assertThat(decoder.decode(Message.binary(Bytes.EMPTY))).isNotNull();

        decoder.decode(Message.text("52-[\"a\"]"));
        decoder.decode(Message.binary(Bytes.wrap(new byte[6])));
        assertThatThrownBy(() -> decoder.decode(Message.binary(Bytes.wrap(new byte[5]))))
                .isInstanceOf(SocketProtocolException.class);
    }

    @Test
    void whatWaitsDoesNotHoldOnToLargeBuffers() {
        var payload = new byte[1_000_000];
        var text = "51-[\"a\",{\"_placeholder\":true,\"num\":0}]".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(text, 0, payload, 500, text.length);
        var decoder = decoder(SocketRevision.V5, LIMITS);
        decoder.decode(Message.text(Bytes.wrap(payload, 500, text.length)));
        // The decoder has its own copy by now.
        payload[520] = 'X';
        var packet = decoder.decode(Message.binary(Bytes.wrap(payload, 0, 3)));

        var arguments = ((Packet.Event) Objects.requireNonNull(packet)).arguments();
        assertThat(arguments.attachments().get(0).array()).hasSize(3);
        assertThat(arguments.tree(0).binaryValue()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void everyTruncationAndEveryChangedByteEndsInAPacketOrTheExceptionOfTheProtocol(SocketRevision revision) {
        var samples = List.of(
                "0/admin,{\"token\":\"abc\"}",
                "1/admin,",
                "2/a,12[\"foo\",{\"a\":[1.5e3,null,\"\\u00e9é\"]},true]",
                "4{\"message\":\"no\"}",
                "52-/a,1[\"f\",{\"_placeholder\":true,\"num\":0},[{\"num\":1,\"_placeholder\":true}]]",
                "62-7[{\"_placeholder\":true,\"num\":1}]");
        var outcomes = new int[2];
        for (var sample : samples) {
            var bytes = sample.getBytes(StandardCharsets.UTF_8);
            for (var length = 0; length <= bytes.length; length++) {
                outcomes[outcome(revision, Bytes.wrap(bytes, 0, length))]++;
            }
            for (var at = 0; at < bytes.length; at++) {
                for (var value = 0; value < 256; value++) {
                    var changed = bytes.clone();
                    changed[at] = (byte) value;
                    outcomes[outcome(revision, Bytes.wrap(changed))]++;
                }
            }
        }
        assertThat(outcomes[0]).isPositive();
        assertThat(outcomes[1]).isPositive();
    }

    private static int outcome(SocketRevision revision, Bytes text) {
        var decoder = decoder(revision, ParserLimits.DEFAULT);
        try {
            var packet = decoder.decode(Message.text(text));
            for (var i = 0; packet == null && i < 10; i++) {
                packet = decoder.decode(Message.binary(Bytes.wrap(new byte[] {1})));
            }
            var arguments = Vectors.arguments(Objects.requireNonNull(packet));
            for (var i = 0; i < arguments.size(); i++) {
                arguments.tree(i);
            }
            return 0;
        } catch (SocketProtocolException | ArgumentException e) {
            // Bytes that are no UTF-8 never get here in earnest; a tree of them can fail.
            return 1;
        }
    }
}
