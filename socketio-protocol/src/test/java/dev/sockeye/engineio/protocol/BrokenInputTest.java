package dev.sockeye.engineio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Breaks every valid sample in every small way: what comes out is a value or the codec's own exception. */
@Timeout(60)
class BrokenInputTest {
    private static final int MANY = 10_000;

    private interface Decoder {
        void decode(Bytes input);
    }

    private record Form(Decoder decoder, List<Bytes> samples) {}

    private static final Map<String, Form> FORMS = forms();

    @TestFactory
    Stream<DynamicTest> truncatedSamples() {
        return forEach((decoder, sample) -> {
            for (var length = 0; length < sample.length(); length++) {
                assertDecodesOrRefuses(decoder, sample.slice(0, length));
                assertDecodesOrRefuses(decoder, sample.from(length));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> samplesWithOneByteChanged() {
        return forEach((decoder, sample) -> {
            for (var at = 0; at < sample.length(); at++) {
                var changes = sample.length() <= 64 ? 255 : 8;
                for (var change = 0; change < changes; change++) {
                    var bytes = sample.toByteArray();
                    bytes[at] ^= (byte) (changes == 8 ? 1 << change : change + 1);
                    assertDecodesOrRefuses(decoder, Bytes.wrap(bytes));
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> samplesSplicedAtRandom() {
        return FORMS.entrySet().stream()
                .map(form -> DynamicTest.dynamicTest(form.getKey(), () -> {
                    var samples = form.getValue().samples();
                    Randomly.times(2_000, random -> {
                        var first = samples.get(random.nextInt(samples.size()));
                        var second = samples.get(random.nextInt(samples.size()));
                        var head = first.slice(0, random.nextInt(first.length() + 1));
                        var tail = second.from(random.nextInt(second.length() + 1));
                        var joined = new byte[head.length() + tail.length()];
                        head.copyTo(joined, 0);
                        tail.copyTo(joined, head.length());
                        assertDecodesOrRefuses(form.getValue().decoder(), Bytes.wrap(joined));
                    });
                }));
    }

    @TestFactory
    Stream<DynamicTest> noise() {
        return FORMS.entrySet().stream()
                .map(form -> DynamicTest.dynamicTest(
                        form.getKey(),
                        () -> Randomly.times(
                                5_000,
                                random -> assertDecodesOrRefuses(
                                        form.getValue().decoder(), Randomly.bytes(random, 40)))));
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void megabytesOfAnythingTakeLinearTime() {
        var patterns = List.of(
                "0:",
                "1:4",
                "2:b4",
                "1:",
                "1",
                ":",
                "4\u001e",
                "\u001e",
                "b",
                "b4",
                "4\ud83d\ude00",
                "&",
                "d=&",
                "d",
                "d=%",
                "%64=1&",
                "=",
                "d=\\",
                "d=\\n",
                "d=+",
                "\u0000\u0001\u00ff4",
                "\u007f",
                "\u0001",
                "\u0001" + "4");
        for (var pattern : patterns) {
            var megabytes = Bytes.utf8(pattern.repeat(4_000_000 / pattern.length()));
            for (var form : FORMS.values()) {
                assertDecodesOrRefuses(form.decoder(), megabytes);
            }
        }
        var backslashes = JsonpCodec.decode(Bytes.utf8("d=" + "\\".repeat(4_000_000) + "n"));
        assertThat(backslashes).map(Bytes::length).contains(4_000_000);
    }

    private static void assertDecodesOrRefuses(Decoder decoder, Bytes input) {
        try {
            decoder.decode(input);
        } catch (EngineProtocolException e) {
            assertThat(e).hasMessageMatching("[A-Za-z0-9 -]{5,60}");
        }
    }

    private interface SampleTest {
        void run(Decoder decoder, Bytes sample);
    }

    private static Stream<DynamicTest> forEach(SampleTest test) {
        return FORMS.entrySet().stream()
                .map(form -> DynamicTest.dynamicTest(form.getKey(), () -> {
                    assertThat(form.getValue().samples()).isNotEmpty();
                    form.getValue()
                            .samples()
                            .forEach(sample -> test.run(form.getValue().decoder(), sample));
                }));
    }

    private static Map<String, Form> forms() {
        var forms = new LinkedHashMap<String, Form>();
        for (var revision : EngineRevision.values()) {
            var name = "engineio-v" + revision.number();
            forms.put(name + " text frames", new Form(frames(revision, false), samples(name + "-packets", false)));
            forms.put(name + " binary frames", new Form(frames(revision, true), samples(name + "-packets", true)));
            forms.put(name + " text payloads", new Form(payloads(revision, false), samples(name + "-payloads", false)));
        }
        forms.put(
                "engineio-v3 binary payloads",
                new Form(payloads(EngineRevision.V3, true), samples("engineio-v3-payloads", true)));
        forms.put("streams", new Form(BrokenInputTest::stream, samples("engineio-v4-webtransport", true)));
        forms.put("forms", new Form(JsonpCodec::decode, List.of(Bytes.utf8("a=%20&d=6%3A4a%5Cn%5C%5Cnb+c&%64%65"))));
        forms.put(
                "handshakes",
                new Form(
                        Handshake::decode,
                        List.of(Bytes.utf8("{\"sid\":\"abc\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,"
                                + "\"pingTimeout\":20000,\"maxPayload\":1000000}"))));
        return forms;
    }

    // Text frames are valid UTF-8 before they get here, so what a change breaks is mended first.
    private static Decoder frames(EngineRevision revision, boolean binary) {
        return input -> {
            var frame = binary ? Frame.binary(input, true) : Frame.text(Bytes.utf8(input.utf8()), true);
            var packet = PacketCodec.decode(frame, revision);
            var again = PacketCodec.decode(PacketCodec.encode(packet, revision, false), revision);
            assertThat(again).isEqualTo(packet);
        };
    }

    private static Decoder payloads(EngineRevision revision, boolean binary) {
        return input -> {
            var decoded = PayloadCodec.decode(input, binary, revision, MANY);
            if (!decoded.packets().isEmpty()) {
                var body = PayloadCodec.encode(decoded.packets(), revision, false);
                assertThat(PayloadCodec.decode(body.body(), body.binary(), revision, MANY))
                        .isEqualTo(new PayloadCodec.Decoded(decoded.packets(), java.util.Optional.empty()));
            }
            decoded.error().ifPresent(error -> {
                throw error;
            });
        };
    }

    private static void stream(Bytes input) {
        var decoder = new StreamDecoder(1_000);
        var whole = decoder.decode(input);

        var pieces = new ArrayList<Packet>();
        var bytewise = new StreamDecoder(1_000);
        var error = bytewise.decode(Bytes.EMPTY).error();
        for (var at = 0; at < Math.min(input.length(), MANY) && error.isEmpty(); at++) {
            var decoded = bytewise.decode(input.slice(at, at + 1));
            pieces.addAll(decoded.packets());
            error = decoded.error();
        }
        if (input.length() <= MANY) {
            assertThat(pieces).isEqualTo(whole.packets());
            assertThat(error.isPresent()).isEqualTo(whole.error().isPresent());
        }
        whole.error().ifPresent(mistake -> {
            throw mistake;
        });
    }

    private static List<Bytes> samples(String file, boolean binary) {
        return Vectors.list(file, "vectors").stream()
                .map(vector -> vector.required("encoded"))
                .filter(wire -> Vectors.binary(wire) == binary)
                .map(Vectors::bytes)
                .toList();
    }
}
