package dev.sockeye.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "emit a b | emit,a,b",
                "~  emit   a  ~ | emit,a",
                "emit 'a b' c | emit,a b,c",
                "emit \"a b\" c | emit,\"a b\",c",
                "emit \"a \\\" b\" c | emit,\"a \\\" b\",c",
                "emit {\"a\": [1, {\"}\": 2}]} 3 | emit,{\"a\": [1, {\"}\": 2}]},3",
                "emit [1, \"]\", '] 2 | emit,[1, \"]\", '],2",
                "emit don't it's | emit,don't,it's",
                "emit '' | emit,~~",
            })
    void lineFallsApartAtBlanksButNotWithinQuotesAndBrackets(String line, String words) {
        assertThat(Word.of(line).stream().map(Word::text)).containsExactly(split(line, words));
    }

    /** Commas within brackets are the value's own. */
    private static String[] split(String line, String words) {
        if (line.contains("[1, {")) {
            return new String[] {"emit", "{\"a\": [1, {\"}\": 2}]}", "3"};
        } else if (line.contains("[1, \"]")) {
            return new String[] {"emit", "[1, \"]\", ']", "2"};
        }
        return words.replace("~~", "").split(",", -1);
    }

    @Test
    void kindTellsHowItWasTyped() {
        assertThat(Word.of("a 'a' \"a\" {} []").stream().map(Word::kind))
                .containsExactly(Word.Kind.BARE, Word.Kind.QUOTED, Word.Kind.JSON, Word.Kind.JSON, Word.Kind.JSON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "emit \"a | the \" is never closed: \"a",
                "emit 'a | the ' is never closed: 'a",
                "emit {\"a\":1 | the { is never closed: {\"a\":1",
                "emit [\"] | the [ is never closed: [\"]",
                "emit \"a\"b | a blank is missing before b",
                "emit {}{} | a blank is missing before {}",
            })
    void whatIsNeverClosedOrSticksTogetherIsRefused(String line, String message) {
        assertThatThrownBy(() -> Word.of(line))
                .isInstanceOf(OrderException.class)
                .hasMessage(message);
    }
}
