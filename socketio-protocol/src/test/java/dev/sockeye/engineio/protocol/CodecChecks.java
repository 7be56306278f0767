package dev.sockeye.engineio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks what must hold for any input at all: a value or the codec's own exception comes out, and a value can be encoded
 * and decoded again. Shared by the tests with broken input and the fuzz targets.
 */
final class CodecChecks {
    static final Bytes HANDSHAKE = Bytes.utf8("{\"sid\":\"abc\",\"upgrades\":[\"websocket\"],"
            + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}");
    private static final int MANY_PACKETS = 10_000;
    private static final int MAX_PAYLOAD = 1_000;

    private CodecChecks() {}

    /** Is a check of one form of input. */
    interface Check {
        void run(Bytes input);
    }

    /** Runs a check; the codec's own exception is a result like any other. */
    static void check(Check check, Bytes input) {
        try {
            check.run(input);
        } catch (EngineProtocolException e) {
            assertThat(e).hasMessageMatching("[A-Za-z0-9 -]{5,60}");
        }
    }

    /** Checks a text frame. Those are valid UTF-8 before a codec sees them, so broken input is mended first. */
    static void textFrame(Bytes input, EngineRevision revision) {
        frame(Frame.text(Bytes.utf8(input.utf8()), true), revision);
    }

    static void binaryFrame(Bytes input, EngineRevision revision) {
        frame(Frame.binary(input, true), revision);
    }

    private static void frame(Frame frame, EngineRevision revision) {
        var packet = PacketCodec.decode(frame, revision);

        var again = PacketCodec.encode(packet, revision, packet.data().length() % 2 == 1);

        assertThat(PacketCodec.decode(again, revision)).isEqualTo(packet);
    }

    static void payload(Bytes input, boolean binary, EngineRevision revision) {
        var decoded = PayloadCodec.decode(input, binary, revision, MANY_PACKETS);

        if (!decoded.packets().isEmpty()) {
            var body = PayloadCodec.encode(decoded.packets(), revision, false);
            assertThat(PayloadCodec.decode(body.body(), body.binary(), revision, MANY_PACKETS))
                    .isEqualTo(new PayloadCodec.Decoded(decoded.packets(), Optional.empty()));
        }
        rethrow(decoded.error());
    }

    /** Checks a stream, and that it makes no difference in which pieces it arrives. */
    static void stream(Bytes input) {
        var whole = new StreamDecoder(MAX_PAYLOAD).decode(input);

        if (input.length() <= MANY_PACKETS) {
            var decoder = new StreamDecoder(MAX_PAYLOAD);
            List<Packet> packets = new ArrayList<>();
            var error = decoder.decode(Bytes.EMPTY).error();
            for (var at = 0; at < input.length(); at++) {
                var decoded = decoder.decode(input.slice(at, at + 1));
                packets.addAll(decoded.packets());
                error = decoded.error();
            }
            assertThat(packets).isEqualTo(whole.packets());
            assertThat(error.map(Throwable::getMessage)).isEqualTo(whole.error().map(Throwable::getMessage));
        }
        rethrow(whole.error());
    }

    static void form(Bytes input) {
        var text = JsonpCodec.decode(input);

        text.ifPresent(payload -> assertThat(payload.length()).isLessThanOrEqualTo(Math.max(0, input.length() - 1)));
    }

    /** Checks that a script is made of what a browser reads back as the payload, whatever that is. */
    static void script(Bytes input) {
        var payload = input.utf8();

        var script = JsonpCodec.encode("7", Bytes.utf8(payload)).utf8();

        assertThat(script).startsWith("___eio[7](\"").endsWith("\");").doesNotContain("<", "\u2028", "\u2029");
        var json = script.substring("___eio[7](".length(), script.length() - 2);
        assertThat(Vectors.MAPPER.readTree(json).stringValue()).isEqualTo(payload);
    }

    static void handshake(Bytes input) {
        var handshake = Handshake.decode(input);

        assertThat(Handshake.decode(handshake.encode())).isEqualTo(handshake);
    }

    private static void rethrow(Optional<EngineProtocolException> error) {
        error.ifPresent(mistake -> {
            throw mistake;
        });
    }
}
