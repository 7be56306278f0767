package dev.sockeye.cli.doctor;

import java.util.Set;

/** Looks at the URL alone. */
final class UrlCheck implements Check {
    @Override
    public String id() {
        return "url";
    }

    @Override
    public String title() {
        return "URL";
    }

    @Override
    public Set<Need> needs() {
        return Set.of();
    }

    @Override
    public Finding look(Visit visit) {
        var target = visit.target();
        return target.namespace()
                .map(path -> Finding.warn(
                        ReachProblems.NAMESPACE,
                        "the URL has the path " + Shown.text(path) + "; looked at: " + target.url()))
                .orElseGet(() -> Finding.ok(target.url() + page(target)));
    }

    private static String page(Target target) {
        return target.page()
                .filter(page -> !page.asWritten().equals(page.origin()))
                .map(page -> "; as origin browsers send " + page.origin())
                .orElse("");
    }
}
