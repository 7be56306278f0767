package dev.sockeye.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.StringNode;

class ShownTest {
    @Test
    void valuesAreJsonAndBinaryIsItsBeginning() {
        var nested = Json.parse("{\"a\":[1,{\"$base64\":\"AAECAw==\"}],\"b\":{},\"c\":[]}");

        assertThat(Shown.values(List.of(StringNode.valueOf("a b"), nested, BinaryNode.valueOf(new byte[20]))))
                .isEqualTo("\"a b\" {\"a\":[1,<binary 4 bytes: 00010203>],\"b\":{},\"c\":[]} <binary 20 bytes: "
                        + "00".repeat(16) + "…>");
        assertThat(Shown.value(BinaryNode.valueOf(new byte[0]))).isEqualTo("<binary 0 bytes>");
    }

    @Test
    void nothingThatATerminalObeysIsLeft() {
        assertThat(Shown.harmless("a\u001b[2Jb\u009bc\u007fd\u202ee\u2028f\ud800g"))
                .isEqualTo("a\\u001b[2Jb\\u009bc\\u007fd\\u202ee\\u2028f\\ud800g");
        assertThat(Shown.harmless("fünf 🐟 👨‍👩‍👧 日本")).isEqualTo("fünf 🐟 👨‍👩‍👧 日本");
        assertThat(Shown.value(StringNode.valueOf("\u001b\u009b"))).isEqualTo("\"\\u001B\\u009b\"");
        assertThat(Shown.sentence("one\r\ntwo\u0007")).isEqualTo("one two\\u0007");
    }

    @ParameterizedTest
    @CsvSource({"message, message", "user:joined, user:joined", "a name, \"a name\"", "'', \"\""})
    void namesWithBlanksAreQuoted(String name, String shown) {
        assertThat(Shown.name(name)).isEqualTo(shown);
    }

    @Test
    void deepValuesAreShownToo() {
        var deep = "[".repeat(400) + "]".repeat(400);

        assertThat(Shown.value(Json.parse(deep))).isEqualTo(deep);
    }
}
