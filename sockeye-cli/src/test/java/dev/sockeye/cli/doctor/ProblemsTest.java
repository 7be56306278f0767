package dev.sockeye.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The texts. */
class ProblemsTest {
    @Test
    void everyProblemHasAnIdAndACure() {
        assertThat(Problem.all()).extracting(Problem::id).doesNotHaveDuplicates();
        assertThat(Problem.all()).extracting(Problem::title).doesNotHaveDuplicates();
        assertThat(Problem.all())
                .allSatisfy(problem -> assertThat(problem.fixes()).isNotEmpty());
    }

    @Test
    void everyPlaceholderIsKnown() {
        var words = new Words(Target.of(Question.about("http://127.0.0.1:3000")), "/found/");

        assertThat(Problem.all())
                .map(words::in)
                .allSatisfy(problem -> assertThat(problem.means() + problem.fixes())
                        .doesNotContainPattern("\\{[a-z0-9]+(\\.[a-z0-9]+)?\\}(?! instead)"));
    }

    @Test
    void everyProblemIsAHeadingOfThePage() throws IOException {
        var page = Files.readAllLines(Path.of("../docs/troubleshooting.md"));

        assertThat(page)
                .containsAll(Problem.all().stream()
                        .map(problem -> "### " + problem.title())
                        .toList());
    }

    @Test
    void textHasAsciiSignsWhereTheTerminalCantShowOthers() {
        var report = Visits.plain("http://no-such-host.invalid");

        assertThat(report.text(false, false)).contains("\nX  DNS").matches("[\\x00-\\x7f]*");
        assertThat(report.text(true, false)).contains("\n\u2717 DNS");
        assertThat(report.text(true, true)).contains("\u001b[31;1m\u2717");
    }
}
