package dev.sockeye.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Message;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;

class MessagePackDecoderTest {
    private static final ParserLimits LIMITS = new ParserLimits(3, 10, 4, 5, 20, 6, 6, 8);
    // {"type":2,"nsp":"/","data": and then the data
    private static final String EVENT = "83 a474797065 02 a36e7370 a12f a464617461 ";

    private static Message hex(String hex) {
        return Message.binary(Bytes.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }

    private static Packet decode(SocketRevision revision, ParserLimits limits, Message message) {
        return Objects.requireNonNull(
                MessagePackParser.INSTANCE.decoder(revision, limits).decode(message));
    }

    private static Packet.Event event(String data) {
        return (Packet.Event) decode(SocketRevision.V5, LIMITS, hex(EVENT + data));
    }

    private static void assertRefused(String data) {
        assertThatThrownBy(() -> event(data)).as(data).isInstanceOf(SocketProtocolException.class);
    }

    interface Packing {
        void pack(MessagePacker to) throws IOException;
    }

    private static Message packed(Packing packing) {
        try (var packer = MessagePack.newDefaultBufferPacker()) {
            packing.pack(packer);
            return Message.binary(Bytes.wrap(packer.toByteArray()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void textIsNoPacket() {
        assertThatThrownBy(() -> decode(SocketRevision.V5, LIMITS, Message.text("2[\"a\"]")))
                .isInstanceOf(SocketProtocolException.class);
    }

    @Test
    void theParserOf2SaysInJsonThatItJoinsAndLeaves() {
        var joins = Message.text("{\"type\":0,\"query\":\"a=b\",\"nsp\":\"/x?a=b\"}");
        assertThat(decode(SocketRevision.V4, LIMITS, joins)).isEqualTo(new Packet.Connect("/x?a=b", Arguments.empty()));
        var leaves = Message.text("{\"type\":1,\"nsp\":\"/x\"}");
        assertThat(decode(SocketRevision.V4, LIMITS, leaves)).isEqualTo(new Packet.Disconnect("/x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "40", "null", "{", "{\"type\":1}", "{\"type\":\"1\",\"nsp\":\"/\"}", "[[[[[[[[]]]]]]]]"})
    void aTextThatIsNoPacketIsRefused(String text) {
        assertThatThrownBy(() -> decode(SocketRevision.V4, LIMITS, Message.text(text)))
                .isInstanceOf(SocketProtocolException.class);
    }

    @Test
    void theParserOf2HasTypesOfItsOwnForBinary() {
        var event = "83 a474797065 05 a36e7370 a12f a464617461 92 a161 c401ff";
        var ack = "84 a474797065 06 a26964 07 a36e7370 a12f a464617461 91 c401ff";

        assertThat(decode(SocketRevision.V4, LIMITS, hex(event)))
                .isInstanceOfSatisfying(
                        Packet.Event.class,
                        packet -> assertThat(packet.arguments().binary()).isTrue());
        assertThat(decode(SocketRevision.V4, LIMITS, hex(ack)))
                .isInstanceOfSatisfying(
                        Packet.Ack.class, packet -> assertThat(packet.id()).isEqualTo(7));
        assertThatThrownBy(() -> decode(SocketRevision.V5, LIMITS, hex(event)))
                .isInstanceOf(SocketProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dd7fffffff a161",
                "ddffffffff a161",
                "dc ffff a161",
                "92 a161 dfffffffff",
                "92 a161 df40000000",
                "92 a161 c6ffffffff",
                "92 a161 c67fffffff 00",
                "92 a161 dbffffffff",
                "92 a161 c97fffffff 00",
                "92 a161 c9ffffffff 00 01",
                "92 a161 8f",
                "92 a161 cf00",
                "92 a161 cb00",
                "92 a161 d700",
                "92 a161"
            })
    void announcedLengthsAreNotBelieved(String data) {
        assertRefused(data);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "92 a161 c1",
                "92 a161 d40100",
                "92 a161 d6ff00000000",
                "92 a161 c70105 00",
                "92 a161 d7007fffffffffffffff",
                "92 a161 8101c0",
                "92 a161 81c0c0",
                "92 a161 8190c0",
                "92 a161 81d40000c0",
                "92 a161 a1ff",
                "92 a161 a2c0af",
                "92 a161 a3eda080",
                "92 a161 a4f4908080",
                "92 a161 a1e2",
                "92 c0 01",
                "91 c3",
                "91 90",
                "91 80",
                "91 c40161",
                "91 d40000",
                "81a161a162",
                "90",
                "a161",
                "c0",
                "91 a7636f6e6e656374"
            })
    void whatNoPeerSendsIsRefused(String data) {
        assertRefused(data);
    }

    @Test
    void extensionsOfTypeZeroAreDatesBinaryAndNothing() {
        var arguments =
                event("95 a161 d7000000000000000001 c702000102 d5000102 d40000").arguments();

        assertThat(arguments.tree(0).stringValue()).isEqualTo("1970-01-01T00:00:00.001Z");
        assertThat(arguments.tree(1).binaryValue()).containsExactly(1, 2);
        assertThat(arguments.tree(2).binaryValue()).containsExactly(1, 2);
        assertThat(arguments.tree(3).isNull()).isTrue();
        assertThat(arguments.binary()).isTrue();
        assertThat(event("92 a161 d70000000000000000ff").arguments().binary()).isFalse();
        assertThat(event("92 a161 82 a161 d40000 a162 01").arguments().tree(0).properties())
                .hasSize(1);
    }

    @Test
    void numbersAreReadInEveryWidth() {
        var arguments = event("95 a161 ca3fc00000 cfffffffffffffffff d3ffffffffffffffff cb4000000000000000")
                .arguments();

        assertThat(arguments.tree(0).doubleValue()).isEqualTo(1.5);
        assertThat(arguments.tree(1).bigIntegerValue()).isEqualTo("18446744073709551615");
        assertThat(arguments.tree(2).longValue()).isEqualTo(-1);
        assertThat(arguments.get(3, double.class, Vectors.MAPPER)).isEqualTo(2.0);
    }

    @Test
    void aNumberAsNameIsItsTextInEcmaScript() {
        assertThat(event("91 07").name()).isEqualTo("7");
        assertThat(event("91 ff").name()).isEqualTo("-1");
        assertThat(event("91 cb3ff8000000000000").name()).isEqualTo("1.5");
        assertThat(event("91 cf001fffffffffffff").name()).isEqualTo("9007199254740991");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "05",
                "cc05",
                "cd0005",
                "ce00000005",
                "cf0000000000000005",
                "d005",
                "d10005",
                "d200000005",
                "d30000000000000005",
                "ca40a00000",
                "cb4014000000000000"
            })
    void anIdHasAnyWidth(String id) {
        var packet = decode(SocketRevision.V5, LIMITS, hex("84 a26964" + id + EVENT.substring(2) + "91 a161"));

        assertThat(((Packet.Event) packet).id()).hasValue(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff",
                "d0ff",
                "d1ffff",
                "d2ffffffff",
                "d3ffffffffffffffff",
                "cf0020000000000000",
                "cfffffffffffffffff",
                "cb7ff8000000000000",
                "cb7ff0000000000000",
                "cb3fe0000000000000",
                "c2",
                "91 01"
            })
    void anIdThatIsNoneIsRefused(String id) {
        assertThatThrownBy(
                        () -> decode(SocketRevision.V5, LIMITS, hex("84 a26964" + id + EVENT.substring(2) + "91 a161")))
                .isInstanceOf(SocketProtocolException.class);
    }

    @Test
    void everyLimitAdmitsItsValueAndNotOneMore() {
        assertThat(event("95 a161 01020304").arguments().size()).isEqualTo(4);
        assertRefused("96 a161 0102030405");
        assertThat(event("91 a6313233343536").name()).hasSize(6);
        assertThat(event("91 d912e282ace282ace282ace282ace282ace282ac").name()).hasSize(6);
        assertRefused("91 a731323334353637");
        assertRefused("91 da1000" + "61".repeat(0x1000));
        assertThat(event("92 a161 919190").arguments().size()).isEqualTo(1);
        assertRefused("92 a161 91919190");
        assertRefused("92 a161 91919180");
        assertThat(event("92 a161 81 a6313233343536 c0").arguments().size()).isEqualTo(1);
        assertRefused("92 a161 81 a731323334353637 c0");
        for (var namespace : List.of("/2345678", "/2345678?" + "x".repeat(8_000))) {
            assertThat(decode(SocketRevision.V4, LIMITS, connect(namespace)).namespace())
                    .isEqualTo(namespace);
        }
        for (var namespace : List.of("/23456789", "", "a", "/a?" + "x".repeat(9_000))) {
            assertThatThrownBy(() -> decode(SocketRevision.V4, LIMITS, connect(namespace)))
                    .isInstanceOf(SocketProtocolException.class);
        }
        assertThatThrownBy(() -> decode(SocketRevision.V5, LIMITS, connect("/2345678?x")))
                .isInstanceOf(SocketProtocolException.class);
    }

    private static Message connect(String namespace) {
        return packed(to -> to.packMapHeader(2)
                .packString("type")
                .packInt(0)
                .packString("nsp")
                .packString(namespace));
    }

    @Test
    void deepNestingNeedsNoStack() {
        var deep = new ParserLimits(10, 100, 4, Integer.MAX_VALUE, 5, 6, 7, 8);
        var nested = packed(to -> {
            to.packMapHeader(3)
                    .packString("nsp")
                    .packString("/")
                    .packString("type")
                    .packInt(2)
                    .packString("data");
            to.packArrayHeader(2).packString("a");
            for (var i = 0; i < 1_000_000; i++) {
                to.packArrayHeader(1);
            }
            to.packNil();
        });

        assertThat(decode(SocketRevision.V5, deep, nested)).isInstanceOf(Packet.Event.class);
        assertThatThrownBy(() -> decode(SocketRevision.V5, ParserLimits.DEFAULT, nested))
                .isInstanceOf(SocketProtocolException.class);
    }

    @Test
    void theRevisionsDifferInWhatConnectAndErrorsCarry() {
        for (var data : List.of("c0", "90")) {
            var connect = hex("83 a474797065 00 a36e7370 a12f a464617461" + data);
            var error = hex("83 a474797065 04 a36e7370 a12f a464617461" + data);
            assertThat(decode(SocketRevision.V4, LIMITS, connect)).isInstanceOf(Packet.Connect.class);
            assertThat(decode(SocketRevision.V4, LIMITS, error)).isInstanceOf(Packet.ConnectError.class);
            for (var message : List.of(connect, error)) {
                assertThatThrownBy(() -> decode(SocketRevision.V5, LIMITS, message))
                        .isInstanceOf(SocketProtocolException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyTruncationAndEveryChangedByteEndsInAPacketOrTheExceptionOfTheProtocol(SocketRevision revision) {
        var accepted = 0;
        for (var vector : Vectors.read("msgpack-packets", "vectors").toList()) {
            var bytes =
                    Vectors.messages(vector.json().get("encoded")).get(0).data().toByteArray();
            for (var length = 0; length < bytes.length; length++) {
                assertThat(accepts(revision, Arrays.copyOf(bytes, length))).isFalse();
            }
            for (var at = 0; at < Math.min(bytes.length, 80); at++) {
                for (var value = 0; value < 256; value++) {
                    var changed = bytes.clone();
                    changed[at] = (byte) value;
                    accepted += accepts(revision, changed) ? 1 : 0;
                }
            }
        }
        assertThat(accepted).isPositive();
    }

    private static boolean accepts(SocketRevision revision, byte[] bytes) {
        try {
            var packet = decode(revision, ParserLimits.DEFAULT, Message.binary(Bytes.wrap(bytes)));
            var arguments = Vectors.arguments(packet);
            for (var i = 0; i < arguments.size(); i++) {
                assertThat(arguments.tree(i)).isNotNull();
            }
            return true;
        } catch (SocketProtocolException e) {
            return false;
        }
    }
}
