package dev.sockeye.cli.doctor;

import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes a report for machines. */
final class JsonReport {
    private static final JsonMapper JSON = JsonMapper.shared();

    private JsonReport() {}

    static String of(Report report) {
        var target = report.target();
        var document = JSON.createObjectNode()
                .put("url", target.url())
                .put("withCredentials", target.withCredentials())
                .put("ok", !report.failed())
                .put("problems", report.count(Mark.FAIL))
                .put("warnings", report.count(Mark.WARN));
        target.page().ifPresent(page -> document.put("origin", page.origin()));
        report.cause().ifPresent(entry -> {
            var cause = document.putObject("cause").put("check", entry.id());
            entry.finding().problem().ifPresent(problem -> problem(cause, problem));
        });
        var checks = document.putArray("checks");
        for (var entry : report.entries()) {
            var check = checks.addObject()
                    .put("id", entry.id())
                    .put("title", entry.title())
                    .put("status", entry.finding().mark().id())
                    .put("seen", entry.finding().seen());
            Optional<Problem> problem = entry.finding().problem();
            problem.ifPresent(wrong -> problem(check.putObject("problem"), wrong));
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    }

    private static void problem(ObjectNode node, Problem problem) {
        node.put("id", problem.id()).put("title", problem.title()).put("means", problem.means());
        var fixes = node.putArray("fixes");
        problem.fixes()
                .forEach(fix -> fixes.addObject().put("where", fix.where()).put("text", fix.text()));
    }
}
