package dev.sockeye.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class JsonScannerTest {
    private static final JsonMapper JACKSON = JsonMapper.builder().build();
    private static final ParserLimits LIMITS = new ParserLimits(10, 100, 4, 3, 5, 6, 7, 8);

    // Jackson refuses those; in ECMAScript and in RFC 8259 they are allowed.
    private static final Pattern NAME_WITH_HALF_A_PAIR = Pattern.compile("\\\\u[dD][89a-fA-F]");

    private static List<String> values(ParserLimits limits, String json, int attachments) {
        // Not at the beginning of its array, and with something behind.
        var bytes = ("]]" + json + "]]").getBytes(StandardCharsets.UTF_8);
        var scanner = new JsonScanner(limits);
        var count = scanner.values(bytes, 2, bytes.length - 2, attachments, limits.arguments());
        var bounds = scanner.bounds(0, count);
        var values = new ArrayList<String>();
        for (var i = 0; i < bounds.length; i += 2) {
            values.add(new String(bytes, bounds[i], bounds[i + 1] - bounds[i], StandardCharsets.UTF_8));
        }
        return values;
    }

    private static boolean accepts(String json) {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        try {
            new JsonScanner(ParserLimits.DEFAULT).value(bytes, 0, bytes.length);
            return true;
        } catch (SocketProtocolException e) {
            return false;
        }
    }

    private static boolean jacksonAccepts(String json) {
        try {
            // From bytes, since only there it is strict about hexadecimal digits; behind space, so that it guesses
            // UTF-8.
            return !JACKSON.readTree(("    " + json).getBytes(StandardCharsets.UTF_8))
                    .isMissingNode();
        } catch (JacksonException e) {
            return false;
        }
    }

    @Test
    void findsWhereEachValueBeginsAndEnds() {
        assertThat(values(
                        ParserLimits.DEFAULT, " [ \"a,]\" , -1.5e+3 ,{\"a\" : [ ] } ,[[],{}], null ,true,false ] ", 0))
                .containsExactly("\"a,]\"", "-1.5e+3", "{\"a\" : [ ] }", "[[],{}]", "null", "true", "false");
        assertThat(values(ParserLimits.DEFAULT, "[]", 0)).isEmpty();
        assertThat(values(ParserLimits.DEFAULT, " [ ] ", 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[",
                "]",
                "[,]",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{",
                "{}}",
                "{,}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\" 1}",
                "{1:1}",
                "[}",
                "{]",
                "[1}",
                "{\"a\":1]",
                "01",
                "-",
                "-a",
                "1.",
                ".5",
                "+1",
                "1e",
                "1e+",
                "0x1",
                "1_0",
                "NaN",
                "Infinity",
                "-Infinity",
                "tru",
                "truee",
                "nul",
                "True",
                "'a'",
                "\"",
                "\"a",
                "\"\\\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\u\u0661\u0661\u0661\u0661\"",
                "\"\t\"",
                "\"\u0000\"",
                "\u00a01",
                "\ufeff1",
                "1\f",
                "/**/1",
                "1 1",
                "undefined"
            })
    void refusesWhatIsNoJson(String json) {
        assertThat(accepts(json)).isFalse();
        assertThat(accepts("[" + json + "]")).isEqualTo(json.isBlank());
    }

    @Test
    void agreesWithJacksonOnRandomJsonAndOnAlmostJson() {
        for (var seed = 0L; seed < 20_000; seed++) {
            var random = new RandomValues(seed);
            var json = random.json(4);
            assertThat(accepts(json)).as("seed %s: %s", seed, json).isTrue();
            var mutated = random.mutate(random.below(2) == 0 ? json : random.mutate(json + " "));
            assertAgreesWithJackson(mutated);
        }
    }

    /** Compares with Jackson where it is as strict as RFC 8259 and no stricter. */
    static void assertAgreesWithJackson(String json) {
        if (accepts(json)) {
            assertThat(jacksonAccepts(json)
                            || NAME_WITH_HALF_A_PAIR.matcher(json).find())
                    .as(json)
                    .isTrue();
        } else if (jacksonAccepts(json)) {
            // Only what a limit of ours forbids.
            assertThat(json.length()).as(json).isGreaterThan(ParserLimits.DEFAULT.depth());
        }
    }

    @Test
    void everyLimitAdmitsItsValueAndNotOneMore() {
        assertThat(values(LIMITS, "[1,2,3,4]", 0)).hasSize(4);
        assertRefused("[1,2,3,4,5]");
        assertThat(values(LIMITS, "[[[1]],{\"a\":{}}]", 0)).hasSize(2);
        assertRefused("[[[[1]]]]");
        assertRefused("[[[[]]]]");
        assertRefused("[[{\"a\":{}}]]");
        assertThat(values(LIMITS, "[12345,-1234,1.2e3]", 0)).hasSize(3);
        assertRefused("[123456]");
        assertRefused("[-12345]");
        assertRefused("[1.23e4]");
        assertThat(values(LIMITS, "[{\"123456\":0},{\"€€€€€€\":0},{\"😀😀😀\":0},{\"\\u0031\\n3456\":0}]", 0))
                .hasSize(4);
        assertRefused("[{\"1234567\":0}]");
        assertRefused("[{\"😀😀😀7\":0}]");
        assertRefused("[{\"\\u0031\\n34567\":0}]");
    }

    private static void assertRefused(String json) {
        assertThatThrownBy(() -> values(LIMITS, json, 0)).isInstanceOf(SocketProtocolException.class);
    }

    @Test
    void millionsOfBracketsNeedNoStack() {
        var deep = new ParserLimits(10, 100, 4, Integer.MAX_VALUE, 5, 6, 7, 8);

        assertThat(values(deep, "[" + "[".repeat(2_000_000) + "]".repeat(2_000_000) + "]", 0))
                .hasSize(1);
        assertThatThrownBy(() -> values(deep, "[".repeat(2_000_000), 0)).isInstanceOf(SocketProtocolException.class);
        assertThatThrownBy(() -> values(ParserLimits.DEFAULT, "[".repeat(2_000_000), 0))
                .isInstanceOf(SocketProtocolException.class);
    }

    private static List<Integer> placeholders(String json, int attachments) {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        var scanner = new JsonScanner(ParserLimits.DEFAULT);
        scanner.values(bytes, 0, bytes.length, attachments, 10);
        var triples = scanner.placeholders();
        var found = new ArrayList<Integer>();
        for (var i = 0; i < triples.length; i += 3) {
            assertThat(bytes[triples[i]]).isEqualTo((byte) '{');
            assertThat(bytes[triples[i + 1] - 1]).isEqualTo((byte) '}');
            found.add(triples[i + 2]);
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":true,\"num\":1}",
                "{\"num\":1,\"_placeholder\":true}",
                "{ \"_placeholder\" : true , \"num\" : 1 }",
                "{\"_placeholder\":true,\"num\":1,\"more\":{\"num\":7}}",
                "{\"_placeholder\":false,\"_placeholder\":true,\"num\":9,\"num\":1}",
                "{\"\\u005fplaceholder\":true,\"n\\u0075m\":1}",
                "{\"_placeholder\":true,\"num\":1,\"in\":[{\"_placeholder\":true,\"num\":0}]}"
            })
    void findsPlaceholdersHoweverTheyAreWritten(String object) {
        assertThat(placeholders("[" + object + "]", 2)).containsExactly(1);
        assertThat(placeholders("[0,{\"a\":[" + object + "]}," + object + "]", 2))
                .containsExactly(1, 1);
        assertThat(placeholders("[" + object + "]", 0))
                .singleElement()
                .satisfies(number -> assertThat(number).isNegative());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":false,\"num\":7}", "{\"_placeholder\":1,\"num\":7}", "{\"_placeholder\":\"true\"}",
                "{\"_placeholder\":[true]}", "{\"_placeholder\":true,\"_placeholder\":null}", "{\"_Placeholder\":true}",
                "[\"_placeholder\",true]", "{\"a\":\"_placeholder\",\"b\":true}", "{}"
            })
    void otherObjectsAreNoPlaceholders(String object) {
        assertThat(placeholders("[" + object + "]", 2)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"num\":2",
                ",\"num\":-1",
                ",\"num\":-0",
                ",\"num\":0.5",
                ",\"num\":1.0",
                ",\"num\":1e0",
                ",\"num\":\"1\"",
                ",\"num\":null",
                ",\"num\":[1]",
                ",\"num\":{}",
                ",\"num\":true",
                ",\"num\":4294967296",
                ",\"num\":4294967297",
                ",\"num\":18446744073709551617",
                ",\"num\":1,\"num\":2"
            })
    void aPlaceholderOfNoAttachmentIsRefused(String num) {
        assertThatThrownBy(() -> placeholders("[{\"_placeholder\":true" + num + "}]", 2))
                .isInstanceOf(SocketProtocolException.class);
    }

    @Test
    void anAttachmentStandsInNoMorePlacesThanThereMayBeAttachments() {
        var placeholder = "{\"_placeholder\":true,\"num\":0}";
        var ten = String.join(",", Collections.nCopies(10, placeholder));

        assertThat(placeholders("[[" + ten + "]]", 1)).hasSize(10);
        assertThatThrownBy(() -> placeholders("[[" + ten + "," + placeholder + "]]", 1))
                .isInstanceOf(SocketProtocolException.class);
        assertThat(placeholders("[[" + ten + "," + placeholder + "]]", 0)).hasSize(11);
    }

    @Test
    void aLimitThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new ParserLimits(-1, 0, 0, 1, 1, 0, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("attachments: -1 (expected: >= 0)");
        assertThatThrownBy(() -> new ParserLimits(0, 0, 0, 0, 1, 0, 0, 1)).hasMessage("depth: 0 (expected: >= 1)");
    }
}
