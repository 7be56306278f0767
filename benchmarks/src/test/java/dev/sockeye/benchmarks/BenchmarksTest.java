package dev.sockeye.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.benchmarks.peer.Peer;
import dev.sockeye.cli.load.Load;
import dev.sockeye.cli.load.LoadResult;
import dev.sockeye.cli.load.LoadSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is compared answers rightly; no figure is looked at. */
@EnabledOnOs(OS.LINUX)
class BenchmarksTest {
    private static final Duration SHORT = Duration.ofMillis(40);

    @ParameterizedTest
    @CsvSource({"hand, ''", "stock, polling handshake-polling upgraded", "sockeye, ''", "sockeye-io, ''"})
    void everyServerRunsItsRows(String kind, String without) {
        var url = "http://127.0.0.1:" + Peer.start(kind);
        var left = Set.of(without.split(" "));
        for (var row : Row.ALL) {
            if (!left.contains(row.id())) {
                var few = new Row(
                        row.id(),
                        row.title(),
                        row.quick(),
                        row.scenario(),
                        row.route(),
                        Math.min(row.connections(), 20),
                        row.window(),
                        row.size(),
                        row.rate());

                var begun = LoadSettings.builder(url, few.scenario())
                        .serverPid(ProcessHandle.current().pid());
                var result = Load.run(few.settings(begun, SHORT, SHORT), line -> {});

                assertThat(result).as(row.id()).matches(LoadResult::good);
                assertThat(result.notes()).as(row.id()).isEmpty();
            }
        }
    }

    @Test
    void tableTellsMediansAndRatios() {
        var hand = contestant("hand");
        var other = contestant("other");
        var table = new Table(List.of(hand, other));
        var row = Row.ALL.get(0);
        for (var figure : List.of(100_000.0, 300_000.0, 200_000.0)) {
            table.add(row, hand, sample(figure, true));
            table.add(row, other, sample(figure / 20, figure < 250_000));
        }
        table.remark("said once");
        table.remark("said once");

        assertThat(table.line(row)).endsWith(": hand 200k (1.00), other 10k! (0.050)");
        assertThat(table.markdown(List.of("a machine")))
                .contains("* a machine\n", "| | hand | other |", " 200k (1.00) | 10k! (0.050) |\n", "* ! said once\n")
                .containsOnlyOnce("said once");
        assertThat(table.json(List.of())).contains("\"ratio\" : 0.05", "\"good\" : false");
    }

    @Test
    void whatDidNotComeBackIsNoFigure() {
        var one = contestant("one");
        var table = new Table(List.of(one));
        table.add(Row.ALL.get(0), one, sample(0, false));

        assertThat(table.line(Row.ALL.get(0))).endsWith(": one -!");
    }

    @ParameterizedTest
    @CsvSource({
        "--rows echo-17, '--rows: echo-17 (expected: none, or some of echo-16,'",
        "--write-docs, '--write-docs: it replaces all figures (expected: with --full'",
        "--full --write-docs --rows paced, '--write-docs: it replaces all figures (expected: with --full'",
        "--full --write-docs --slow 0, '--write-docs: it replaces all figures (expected: with --full'",
    })
    void wrongCallMeasuresNothing(String args, String message) {
        var err = new StringWriter();

        var status = new CommandLine(new Compare()).setErr(new PrintWriter(err)).execute(args.split(" "));

        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).startsWith(message);
    }

    @Test
    void rowsHaveNamesOfTheirOwn() {
        assertThat(Row.ALL.stream().map(Row::id).collect(Collectors.toSet())).hasSameSizeAs(Row.ALL);
    }

    private static Sample sample(double figure, boolean good) {
        return new Sample(figure, figure, 1, 0.5, 0.5, good, "");
    }

    private static Contestant contestant(String id) {
        return new Contestant(id, "for the test", true, 4, Set.of(), List.of(), List.of(), java.nio.file.Path.of("."));
    }
}
