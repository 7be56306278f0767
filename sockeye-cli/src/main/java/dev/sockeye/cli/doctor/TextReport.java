package dev.sockeye.cli.doctor;

import java.util.Map;

/** Writes a report for people. Confined to one thread. */
final class TextReport {
    private static final int WIDTH = 100;
    private static final int TITLE = 16;
    private static final int LABEL = 9;
    private static final Map<Mark, String> COLOURS =
            Map.of(Mark.OK, "32", Mark.FAIL, "31;1", Mark.WARN, "33", Mark.SKIP, "2");

    private final Report report;
    private final boolean unicode;
    private final boolean colour;
    private final StringBuilder text = new StringBuilder(8_192);

    TextReport(Report report, boolean unicode, boolean colour) {
        this.report = report;
        this.unicode = unicode;
        this.colour = colour;
        write();
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void write() {
        var target = report.target();
        text.append("sockeye doctor ").append(target.url());
        target.page().ifPresent(page -> text.append(", for a page of ").append(page.origin()));
        text.append(target.withCredentials() ? ", with credentials" : "").append("\n\n");
        for (var i = 0; i < report.entries().size(); ) {
            i += skipped(i);
        }
        text.append('\n');
        summary();
    }

    /** Writes the entry at an index, with those behind it that were skipped for the same reason; returns how many. */
    private int skipped(int index) {
        var entry = report.entries().get(index);
        var finding = entry.finding();
        var same = report.entries().stream()
                .skip(index)
                .takeWhile(next -> finding.mark() == Mark.SKIP && next.finding().equals(finding))
                .map(Report.Entry::title)
                .toList();
        if (same.size() < 2) {
            entry(entry);
            return 1;
        }
        text.append(painted(Mark.SKIP, Mark.SKIP.sign(unicode))).append(unicode ? " " : pad(Mark.SKIP));
        paragraph("", String.join(", ", same) + ": not checked, " + finding.seen(), 2);
        return same.size();
    }

    private void entry(Report.Entry entry) {
        var finding = entry.finding();
        var name = entry.title() + " ".repeat(Math.max(1, TITLE - entry.title().length()));
        var line = finding.problem().map(Problem::title).orElse(finding.seen());
        var dim = finding.mark() == Mark.SKIP ? "not checked: " : "";
        text.append(painted(finding.mark(), finding.mark().sign(unicode))).append(unicode ? " " : pad(finding.mark()));
        paragraph(name, dim + line, TITLE + 2);
        finding.problem().ifPresent(problem -> {
            labelled("seen", finding.seen());
            labelled("means", problem.means());
            problem.fixes().forEach(fix -> labelled(fix.where(), fix.text()));
        });
    }

    private void summary() {
        var failures = report.count(Mark.FAIL);
        var warnings = report.count(Mark.WARN);
        var counted = (failures == 1 ? "1 problem" : failures + " problems") + ", "
                + (warnings == 1 ? "1 warning" : warnings + " warnings");
        text.append(counted).append(".\n");
        report.cause().ifPresent(entry -> {
            var problem = entry.finding().problem().orElseThrow();
            text.append('\n');
            paragraph("", "Most probable cause: " + problem.title() + '.', 0);
            problem.fixes().stream().findFirst().ifPresent(fix -> {
                var where = fix.where().equals("Fix") ? "" : " (" + fix.where() + ")";
                paragraph("", "First to do" + where + ": " + fix.text(), 0);
            });
        });
    }

    private void labelled(String label, String words) {
        text.append("    ");
        paragraph(label + " ".repeat(Math.max(1, LABEL - label.length())), words, 4 + LABEL);
    }

    private void paragraph(String begin, String words, int indent) {
        text.append(begin);
        var column = indent;
        var first = true;
        for (var word : words.split(" ")) {
            if (!first && column + 1 + word.length() > WIDTH) {
                text.append('\n').append(" ".repeat(indent));
                column = indent;
            } else if (!first) {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += word.length();
            first = false;
        }
        text.append('\n');
    }

    private String painted(Mark mark, String sign) {
        return colour ? "\u001b[" + COLOURS.get(mark) + 'm' + sign + "\u001b[0m" : sign;
    }

    private static String pad(Mark mark) {
        return " ".repeat(Math.max(1, 3 - mark.sign(false).length()));
    }
}
