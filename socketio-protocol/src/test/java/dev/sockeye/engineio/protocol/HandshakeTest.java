package dev.sockeye.engineio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
    private static final Handshake REVISION_3 =
            new Handshake("lv_VI97HAXpY6yYWAAAC", List.of("websocket"), 25_000, 5_000, OptionalLong.empty());

    @Test
    void opensASessionAsTheOfficialServersDo() {
        var revision4 = new Handshake("abc", List.of(), 25_000, 20_000, OptionalLong.of(1_000_000));

        assertThat(REVISION_3.encode().utf8())
                .isEqualTo("{\"sid\":\"lv_VI97HAXpY6yYWAAAC\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,"
                        + "\"pingTimeout\":5000}");
        assertThat(revision4.encode().utf8())
                .isEqualTo("{\"sid\":\"abc\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,"
                        + "\"maxPayload\":1000000}");
    }

    @Test
    void anOpenPacketInAPayloadHasTheKnownLength() {
        var body = PayloadCodec.encode(
                List.of(new Packet.Control(PacketType.OPEN, REVISION_3.encode()), Message.text("0")),
                EngineRevision.V3,
                false);

        assertThat(body.body().utf8()).startsWith("96:0{").endsWith("}2:40");
    }

    @Test
    void comesBackWhateverTheSidHolds() {
        var handshake = new Handshake(
                "\"\\/\u0000\u000f\u0010\u001f\n<\u20ac\ud83d\ude00", List.of("a\"", "b"), 0, 1, OptionalLong.of(2));

        assertThat(Handshake.decode(handshake.encode())).isEqualTo(handshake);
    }

    @Test
    void ignoresUnknownMembersAndOrder() {
        var json = "{\"x\":{\"y\":[1]},\"pingTimeout\":5000,\"pingInterval\":25000,\"upgrades\":[\"websocket\"],"
                + "\"sid\":\"lv_VI97HAXpY6yYWAAAC\"}";

        assertThat(Handshake.decode(Bytes.utf8(json))).isEqualTo(REVISION_3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "null",
                "1",
                "{",
                "{}",
                "{\"sid\":\"a\"}",
                "{\"sid\":1,\"upgrades\":[],\"pingInterval\":1,\"pingTimeout\":1}",
                "{\"sid\":\"\",\"upgrades\":[],\"pingInterval\":1,\"pingTimeout\":1}",
                "{\"sid\":\"a\",\"upgrades\":{},\"pingInterval\":1,\"pingTimeout\":1}",
                "{\"sid\":\"a\",\"upgrades\":[1],\"pingInterval\":1,\"pingTimeout\":1}",
                "{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":-1,\"pingTimeout\":1}",
                "{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":1.5,\"pingTimeout\":1}",
                "{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":\"1\",\"pingTimeout\":1}",
                "{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":1,\"pingTimeout\":9223372036854775808}",
                "{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":1,\"pingTimeout\":1e999999999}",
                "{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":1,\"pingTimeout\":1,\"maxPayload\":null}",
                "{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":1,\"pingTimeout\":1} x"
            })
    void refusesWhatIsNoHandshake(String json) {
        assertThatExceptionOfType(EngineProtocolException.class).isThrownBy(() -> Handshake.decode(Bytes.utf8(json)));
    }

    @Test
    void refusesDeepNesting() {
        var deep = Bytes.utf8("{\"x\":" + "[".repeat(1_000_000));

        assertThatExceptionOfType(EngineProtocolException.class).isThrownBy(() -> Handshake.decode(deep));
    }
}
