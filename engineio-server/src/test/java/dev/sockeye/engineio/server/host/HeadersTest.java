package dev.sockeye.engineio.server.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    @Test
    void aNameIsFoundInAnyCaseAndWholeOnly() {
        var headers = Headers.of("Host", "a: b", "Cookie", "Host: x", "Hosts", "", "X-Host", "c");

        assertThat(headers.first("hOST")).contains("a: b");
        assertThat(headers.first("hosts")).contains("");
        assertThat(headers.first("hos")).isEmpty();
        assertThat(headers.first("")).isEmpty();
        assertThat(headers.first("Host: a")).isEmpty();
        assertThat(headers.first("X-Host: c\r\nMore")).isEmpty();
        assertThat(Headers.empty().first("Host")).isEmpty();
    }

    @Test
    void allValuesOfANameComeInOrder() {
        var headers = Headers.of("A", "1", "b", "2", "a", "3", "A", "4");

        assertThat(headers.all("a")).containsExactly("1", "3", "4");
        assertThat(headers.all("B")).containsExactly("2");
        assertThat(headers.all("c")).isEmpty();
        assertThat(headers.size()).isEqualTo(4);
    }

    @Test
    void fieldsOfANameAreCounted() {
        var headers = Headers.of("A", "1", "b", "a: 2", "a", "3", "A", "4");

        assertThat(headers.count("a")).isEqualTo(3);
        assertThat(headers.count("B")).isEqualTo(1);
        assertThat(headers.count("c")).isZero();
        assertThat(Headers.empty().count("A")).isZero();
    }

    @Test
    void anItemOfAListIsFoundWholeInAnyCaseAndInEachOfTheFields() {
        var headers = Headers.of(
                "Connection", "keep-alive,\t Upgrade ,x", "Other", "close", "Empty", "", "connection", " foo , bar");

        for (var item : new String[] {"keep-alive", "upgrade", "X", "FOO", "bar"}) {
            assertThat(headers.lists("Connection", item)).as(item).isTrue();
        }
        for (var item : new String[] {"keep", "alive", "close", "pgrade", "Upgrade ,x", "bar\r\n", "", "foo , bar"}) {
            assertThat(headers.lists("Connection", item)).as(item).isFalse();
        }
        assertThat(headers.lists("Other", "CLOSE")).isTrue();
        assertThat(headers.lists("Missing", "close")).isFalse();
        assertThat(headers.lists("Empty", "close")).isFalse();
        assertThat(headers.lists("Empty", "")).isTrue();
    }

    @Test
    void aFirstValueIsComparedAsItStands() {
        var headers = Headers.of("Version", "13", "version", "8", "Versions", "14", "Empty", "");

        assertThat(headers.firstIs("VERSION", "13")).isTrue();
        assertThat(headers.firstIs("Versions", "14")).isTrue();
        assertThat(headers.firstIs("Empty", "")).isTrue();
        for (var other : new String[] {"", "1", "3", "133", "13\r\n", "8", " 13"}) {
            assertThat(headers.firstIs("Version", other)).as(other).isFalse();
        }
        assertThat(headers.firstIs("Missing", "")).isFalse();
        assertThat(Headers.of("A", "b").firstIs("A", "B")).isFalse();
    }

    @Test
    void fieldsAreVisitedInOrderAndWrittenAsLines() {
        var headers = Headers.of("A", " spaced ", "B", "\u00e9\u20ac");
        var seen = new ArrayList<String>();

        headers.forEach((name, value) -> seen.add(name + '=' + value));

        assertThat(seen).containsExactly("A= spaced ", "B=\u00e9\u20ac");
        assertThat(headers.lines()).isEqualTo("A:  spaced \r\nB: \u00e9\u20ac\r\n");
        assertThat(Headers.empty().lines()).isEmpty();
    }

    @Test
    void removingTakesAllOfANameInAnyCaseAndLeavesTheRest() {
        var headers = Headers.of("A", "1", "Bc", "2", "a", "3", "B", "4");

        assertThat(Headers.builder().addAll(headers).remove("A").build().lines())
                .isEqualTo("Bc: 2\r\nB: 4\r\n");
        assertThat(Headers.builder().addAll(headers).remove("C").build()).isSameAs(headers);
        assertThat(Headers.builder().add("X", "1").remove("x").build().lines()).isEmpty();
    }

    @Test
    void settingReplacesAllOfANameAndComesLast() {
        var builder = Headers.builder().add("A", "1").add("B", "2").add("a", "3");

        assertThat(builder.set("A", "4").build().lines()).isEqualTo("B: 2\r\nA: 4\r\n");
        assertThat(Headers.builder()
                        .addAll(Headers.of("A", "1"))
                        .set("a", "2")
                        .build()
                        .lines())
                .isEqualTo("a: 2\r\n");
    }

    @Test
    void othersAreAddedBehindWhatIsThere() {
        var others = Headers.of("C", "3", "D", "4");

        var all = Headers.builder()
                .add("A", "1")
                .addAll(others)
                .addAll(Headers.empty())
                .addAll(others);

        assertThat(all.build().lines()).isEqualTo("A: 1\r\nC: 3\r\nD: 4\r\nC: 3\r\nD: 4\r\n");
        assertThat(all.build().all("d")).containsExactly("4", "4");
        assertThat(Headers.builder().addAll(others).add("E", "5").build().all("e"))
                .containsExactly("5");
        assertThat(Headers.builder().addAll(others).addAll(others).build().size())
                .isEqualTo(4);
        assertThat(Headers.builder().addAll(others).build()).isSameAs(others);
        assertThat(others.size()).isEqualTo(2);
    }

    @Test
    void aBuilderThatGoesOnLeavesWhatItBuilt() {
        var builder = Headers.builder().add("A", "1");
        var first = builder.build();

        builder.add("B", "2");

        assertThat(first.lines()).isEqualTo("A: 1\r\n");
        assertThat(builder.build().size()).isEqualTo(2);
    }

    @Test
    void whatWouldEndALineIsRefused() {
        var builder = Headers.builder();

        assertThatThrownBy(() -> builder.add("A", "x\r\nB: y")).hasMessageContaining("control character at 1");
        assertThatThrownBy(() -> builder.add("A", "\u0000")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.add("A:", "x")).hasMessageContaining("name: not a token");
        assertThatThrownBy(() -> builder.add("A b", "x")).hasMessageContaining("name: not a token");
        assertThatThrownBy(() -> builder.set("\u00e9", "x")).hasMessageContaining("name: not a token");
        assertThat(builder.build().size()).isZero();
    }

    @Test
    void theDescriptionHoldsNoValues() {
        assertThat(Headers.of("Cookie", "secret")).hasToString("Headers[1]");
    }

    @Test
    void linesOfHeadersMakeTheSameHeaders() {
        var lines = "Host: a: b\r\nEmpty: \r\nB: \t\u00e9 \r\n";
        var headers = Headers.ofLines(lines);

        assertThat(headers.lines()).isEqualTo(lines);
        assertThat(headers.first("host")).contains("a: b");
        assertThat(headers.first("Empty")).contains("");
        assertThat(headers.size()).isEqualTo(3);
        assertThat(Headers.ofLines("")).isSameAs(Headers.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "A: b",
                "A: b\r",
                "A: b\n",
                "A:b\r\n",
                ": b\r\n",
                "A b: c\r\n",
                "A: b\r\n\r\n",
                "A: b\rc: d\r\n",
                "A: b\0\r\n",
                "A: b\nB: c\r\n",
                "A: b\r\nB",
                "\u00e9: b\r\n"
            })
    void whatIsNoLinesOfHeadersMakesNone(String lines) {
        assertThatThrownBy(() -> Headers.ofLines(lines))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("lines: ");
    }

    @Test
    void headersOfSeveralOthersHaveTheLinesOfAll() {
        var builder = Headers.builder()
                .addAll(Headers.of("A", "1"))
                .addAll(Headers.of("B", "2"))
                .addAll(Headers.empty());

        var before = builder.build();
        var after = builder.addAll(Headers.of("C", "3")).add("D", "4").build();

        assertThat(before.lines()).isEqualTo("A: 1\r\nB: 2\r\n");
        assertThat(after.lines()).isEqualTo("A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n");
    }
}
