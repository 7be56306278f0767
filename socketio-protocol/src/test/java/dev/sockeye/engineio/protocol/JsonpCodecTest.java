package dev.sockeye.engineio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonpCodecTest {
    @ParameterizedTest
    @CsvSource({"0,0", "12abc3,123", "'',''", "-1,1", "alert(1),1", "\u0661,''", "0x10,010"})
    void theIndexIsTheDigitsOfTheParameter(String j, String index) {
        assertThat(JsonpCodec.index(j)).isEqualTo(index);
    }

    @Test
    void anIndexThatIsNotDigitsIsNeverWritten() {
        assertThatIllegalArgumentException().isThrownBy(() -> JsonpCodec.encode("1;a", Bytes.EMPTY));
    }

    @Test
    void wrapsThePayloadInACall() {
        assertThat(script("123", "1:6")).isEqualTo("___eio[123](\"1:6\");");
        assertThat(script("", "1:1")).isEqualTo("___eio[](\"1:1\");");
    }

    @Test
    void escapesWhatAScriptCantHold() {
        assertThat(script("0", "\"\\\b\t\n\f\r\u0000\u001e\u001f\u007f/"))
                .isEqualTo("___eio[0](\"\\\"\\\\\\b\\t\\n\\f\\r\\u0000\\u001e\\u001f\u007f/\");");
        assertThat(script("0", "\u2027\u2028\u2029\u202a")).isEqualTo("___eio[0](\"\u2027\\u2028\\u2029\u202a\");");
        assertThat(script("0", "</script><!--")).isEqualTo("___eio[0](\"\\u003c/script>\\u003c!--\");");
    }

    @Test
    void keepsTextOfAllWidths() {
        assertThat(script("0", "\u00e9\u20ac\ud83d\ude00")).isEqualTo("___eio[0](\"\u00e9\u20ac\ud83d\ude00\");");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "d=6%3A4hello, 6:4hello",
                "a=1&d=x&b=2, x",
                "d=a+b%20c%2B, a b c+",
                "%64=x, x",
                "d=%E2%82%AC%c3%a9, \u20ac\u00e9",
                "d=a=b, a=b",
                "d=, ``",
                "d, ``",
                "&&d=x&, x",
                "D=y&dd=z&d=x, x",
                "=y&d=x, x",
            })
    void takesTheFieldFromTheForm(String form, String payload) {
        assertThat(JsonpCodec.decode(Bytes.utf8(form))).map(Bytes::utf8).contains(payload);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "x=1", "D=1", "d=1&d=2", "d=1&%64", "dd=1"})
    void aFormWithoutTheFieldOrWithTwoMeansNothing(String form) {
        assertThat(JsonpCodec.decode(Bytes.utf8(form))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"d=%", "d=%4", "d=%4g", "d=%+1", "d=%-1", "d=%zz", "d=%\u0661\u0661"})
    void refusesWhatIsNotPercentEncoded(String form) {
        assertThatExceptionOfType(EngineProtocolException.class).isThrownBy(() -> JsonpCodec.decode(Bytes.utf8(form)));
    }

    // Read aloud: one backslash and n is a newline; with more backslashes one of them goes; others stay as they are.
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a\\nb, a/b",
                "\\n\\n, //",
                "\\\\n, \\n",
                "\\\\\\n, \\\\n",
                "\\\\\\\\n, \\\\\\n",
                "\\\\n\\n, \\n/",
                "\\, \\",
                "\\\\, \\\\",
                "\\t\\\\t, \\t\\\\t",
                "\\\\N, \\\\N",
                "n\\, n\\",
            })
    void undoesTheEscapesOfNewlines(String sent, String payload) {
        assertThat(JsonpCodec.decode(Bytes.utf8("d=" + sent))).map(Bytes::utf8).contains(payload.replace('/', '\n'));
    }

    @Test
    void lengthsReferToTheTextBehindTheEscapes() {
        var text = JsonpCodec.decode(Bytes.utf8("d=5%3A4%F0%9F%98%80%5C%5Cn2%3A4%5Cn"))
                .orElseThrow();

        var decoded = PayloadCodec.decode(text, false, EngineRevision.V3, 10);

        assertThat(decoded.error()).isEmpty();
        assertThat(decoded.packets()).containsExactly(Message.text("\ud83d\ude00\\n"), Message.text("\n"));
    }

    private static String script(String index, String payload) {
        return JsonpCodec.encode(index, Bytes.utf8(payload)).utf8();
    }
}
