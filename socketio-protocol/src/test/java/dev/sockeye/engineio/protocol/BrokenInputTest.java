package dev.sockeye.engineio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

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

    private record Form(CodecChecks.Check check, List<Bytes> samples) {}

    private static final Map<String, Form> FORMS = forms();

    @TestFactory
    Stream<DynamicTest> truncatedSamples() {
        return forEach((check, sample) -> {
            for (var length = 0; length < sample.length(); length++) {
                CodecChecks.check(check, sample.slice(0, length));
                CodecChecks.check(check, sample.from(length));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> samplesWithOneByteChanged() {
        return forEach((check, sample) -> {
            for (var at = 0; at < sample.length(); at++) {
                var changes = sample.length() <= 64 ? 255 : 8;
                for (var change = 0; change < changes; change++) {
                    var bytes = sample.toByteArray();
                    bytes[at] ^= (byte) (changes == 8 ? 1 << change : change + 1);
                    CodecChecks.check(check, Bytes.wrap(bytes));
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
                        CodecChecks.check(form.getValue().check(), Bytes.wrap(joined));
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
                                random -> CodecChecks.check(form.getValue().check(), Randomly.bytes(random, 40)))));
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
                CodecChecks.check(form.check(), megabytes);
            }
        }
        var backslashes = JsonpCodec.decode(Bytes.utf8("d=" + "\\".repeat(4_000_000) + "n"));
        assertThat(backslashes).map(Bytes::length).contains(4_000_000);
    }

    private interface SampleTest {
        void run(CodecChecks.Check check, Bytes sample);
    }

    private static Stream<DynamicTest> forEach(SampleTest test) {
        return FORMS.entrySet().stream()
                .map(form -> DynamicTest.dynamicTest(form.getKey(), () -> {
                    assertThat(form.getValue().samples()).isNotEmpty();
                    form.getValue()
                            .samples()
                            .forEach(sample -> test.run(form.getValue().check(), sample));
                }));
    }

    private static Map<String, Form> forms() {
        var forms = new LinkedHashMap<String, Form>();
        for (var revision : EngineRevision.values()) {
            var packets = Vectors.file(revision, "packets");
            var payloads = Vectors.file(revision, "payloads");
            put(forms, packets, false, input -> CodecChecks.textFrame(input, revision));
            put(forms, packets, true, input -> CodecChecks.binaryFrame(input, revision));
            put(forms, payloads, false, input -> CodecChecks.payload(input, false, revision));
        }
        put(forms, "engineio-v3-payloads", true, input -> CodecChecks.payload(input, true, EngineRevision.V3));
        put(forms, "engineio-v4-webtransport", true, CodecChecks::stream);
        forms.put("forms", new Form(CodecChecks::form, List.of(Bytes.utf8("a=%20&d=6%3A4a%5Cn%5C%5Cnb+c&%64%65"))));
        forms.put("scripts", new Form(CodecChecks::script, List.of(Bytes.utf8("\u20286:4</a\"\\\n\u2029"))));
        forms.put("handshakes", new Form(CodecChecks::handshake, List.of(CodecChecks.HANDSHAKE)));
        return forms;
    }

    private static void put(Map<String, Form> forms, String file, boolean binary, CodecChecks.Check check) {
        forms.put(file + (binary ? ", binary" : ", text"), new Form(check, Vectors.encoded(file, binary)));
    }
}
