package dev.sockeye.cli.doctor;

import dev.sockeye.cli.probe.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at the answer to the preflight, where a browser sends one. */
final class PreflightCheck implements Check {
    private static final String ALLOWED = "Access-Control-Allow-Headers";

    @Override
    public String id() {
        return "preflight";
    }

    @Override
    public String title() {
        return "Preflight";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.SOCKET_IO, Need.OTHER_ORIGIN);
    }

    @Override
    public Finding look(Visit visit) {
        var target = visit.target();
        var names = Browser.unsafe(target);
        if (names.isEmpty()) {
            return Finding.skip("a browser sends none: the client adds no headers (--header)");
        }
        var answer = visit.ask(visit.browser().preflight(visit.eio(), "GET", names));
        var seen = AllowOrigin.seen(answer) + "; " + ALLOWED + ": " + Shown.values(answer.all(ALLOWED));
        return objection(target, answer, names)
                .map(problem -> Finding.fail(problem, seen))
                .orElseGet(() -> Finding.ok(seen));
    }

    private static Optional<Problem> objection(Target target, Answer answer, List<String> names) {
        if (answer.status() >= 300) {
            return Optional.of(CorsProblems.PREFLIGHT_REFUSED);
        }
        var values = answer.all(AllowOrigin.HEADER);
        if (values.size() > 1) {
            return Optional.of(CorsProblems.DUPLICATE);
        } else if (!AllowOrigin.readable(target, answer)) {
            return Optional.of(CorsProblems.PREFLIGHT_ORIGIN);
        }
        var allowed = answer.list(ALLOWED);
        var any = allowed.contains("*") && !target.withCredentials();
        return names.stream().allMatch(name -> allowed.contains(name) || (any && !name.equals("authorization")))
                ? Optional.empty()
                : Optional.of(CorsProblems.PREFLIGHT_HEADERS);
    }
}
