package dev.sockeye.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class VerbTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "5 | 5",
                "-1.5e3 | -1500.0",
                "true | true",
                "null | null",
                "007 | \"007\"",
                "hello | \"hello\"",
                "'null' | \"null\"",
                "'a \"b\"' | \"a \\\"b\\\"\"",
                "\"\\u00fc\" | \"ü\"",
                "{\"a\": [1]} | {\"a\":[1]}",
                "hex:00ff | {\"$base64\":\"AP8=\"}",
                "hex: | {\"$base64\":\"\"}",
                "[{\"$base64\":\"AP8=\"}] | [{\"$base64\":\"AP8=\"}]",
                "@ | \"@\"",
                "12345678901234567890 | 12345678901234567890",
            })
    void wordsBecomeValues(String word, String json) {
        var values = ((Order.Emit) Verb.parse("emit event " + word)).args();

        assertThat(values).hasSize(1);
        assertThat(Json.write(values.get(0))).isEqualTo(json);
    }

    @Test
    void binaryWithinJsonIsBinary() {
        var values = ((Order.Emit) Verb.parse("emit event {\"file\":{\"$base64\":\"AQI=\"}}")).args();

        assertThat(values.get(0).get("file").binaryValue()).containsExactly(1, 2);
    }

    @Test
    void atSignReadsAFile(@TempDir Path folder) throws Exception {
        var file = Files.write(folder.resolve("bytes"), new byte[] {7, 8});

        var values = ((Order.Ack) Verb.parse("ack event @" + file)).args();

        assertThat(values.get(0).binaryValue()).containsExactly(7, 8);
    }

    @Test
    void eachVerbIsRead() {
        assertThat(Verb.parse("ack \"a name\"")).isEqualTo(new Order.Ack("a name", List.of()));
        assertThat(Verb.parse("answer 12")).isEqualTo(new Order.Answer(12, List.of()));
        assertThat(Verb.parse("join chat")).isEqualTo(new Order.Join("/chat", Optional.empty()));
        assertThat(Verb.parse("leave")).isEqualTo(new Order.Leave(Optional.empty()));
        assertThat(Verb.parse("leave /chat")).isEqualTo(new Order.Leave(Optional.of("/chat")));
        assertThat(Verb.parse("use /")).isEqualTo(new Order.Use("/"));
        assertThat(Verb.parse("wait x 500ms")).isEqualTo(new Order.Wait("x", Optional.of(Duration.ofMillis(500))));
        assertThat(Verb.parse(" status ")).isEqualTo(new Order.Status());
        assertThat(Verb.parse("disconnect")).isEqualTo(new Order.Disconnect());
        assertThat(Verb.parse("connect")).isEqualTo(new Order.Connect());
        assertThat(Verb.parse("quit")).isEqualTo(new Order.Quit());
        assertThat(Verb.parse("help me")).isEqualTo(new Order.Help());
    }

    @Test
    void authOfAJoinIsAnObject(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("auth.json"), "{\"token\":\"t\"}");

        assertThat(auth("join /chat {\"token\":\"t\"}")).isEqualTo("{\"token\":\"t\"}");
        assertThat(auth("join /chat @" + file)).isEqualTo("{\"token\":\"t\"}");
        assertThatThrownBy(() -> Verb.parse("join /chat [\"secret\"]"))
                .hasMessage("auth: (not shown) (expected: a JSON object, or @ and a file with one)");
        assertThatThrownBy(() -> Verb.parse("join /chat {\"token\":secret}"))
                .message()
                .doesNotContain("secret");
    }

    private static String auth(String line) {
        return ((Order.Join) Verb.parse(line)).auth().map(JsonNode::toString).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "# emit x", "  # emit x"})
    void emptyLinesAndCommentsWantNothing(String line) {
        assertThat(Verb.parse(line)).isEqualTo(new Order.Nothing());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "bogus | bogus: no command (expected: emit, ack, answer, join, leave, use, wait, status, ",
                "emit | expected: emit <event> [<value>...]",
                "emit {} | {} (expected: a name, such as message or \"a name\")",
                "emit x {a:1} | {a:1} is no JSON: ",
                "emit x [1}| [1} is no JSON: ",
                "emit x hex:0 | hex:0 (expected: pairs of digits, such as hex:00ff)",
                "emit x {\"$base64\":\"!\"} | $base64: ! (expected: base64)",
                "emit x @/no/such/file | @/no/such/file (expected: a readable file)",
                "answer one | expected: answer <n> [<value>...]",
                "join | expected: join <namespace> [<auth>]",
                "join /a,b | /a,b (expected: a namespace, such as /chat)",
                "wait x soon | soon (expected: seconds > 0, or with a unit: 500ms, 10s, 5m, 1h)",
                "wait x 0 | 0 (expected: seconds > 0",
                "status now | expected: status",
            })
    void whatCantBeUnderstoodIsSaidInASentence(String line, String message) {
        assertThatThrownBy(() -> Verb.parse(line))
                .isInstanceOf(OrderException.class)
                .message()
                .startsWith(message);
    }

    @Test
    void helpNamesEachVerb() {
        for (var verb : Verb.values()) {
            assertThat(Verb.help().lines()).anyMatch(line -> line.startsWith("  " + verb.word()));
        }
    }
}
