package dev.sockeye.cli.doctor;

import dev.sockeye.cli.probe.Answer;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks whether the server admits the page's origin, and whether the browser will notice. */
final class OriginCheck implements Check {
    /** What a Sockeye says; a long origin is cut there. */
    private static final Pattern REFUSAL = Pattern.compile("Origin (\\S{1,99}) is not (?:allowed|valid)");

    @Override
    public String id() {
        return "origin";
    }

    @Override
    public String title() {
        return "Origin";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.SOCKET_IO, Need.POLLING);
    }

    @Override
    public Finding look(Visit visit) {
        var target = visit.target();
        var answer = visit.handshake();
        if (visit.open().isEmpty()) {
            return refused(visit, answer);
        }
        var values = answer.all(AllowOrigin.HEADER);
        if (values.size() > 1) {
            return Finding.fail(CorsProblems.DUPLICATE, AllowOrigin.seen(answer));
        } else if (target.page().isEmpty()) {
            return Finding.skip("pages of other origins were not looked at: give --origin https://your-page");
        } else if (!target.crossOrigin()) {
            return Finding.ok("the page is of the server's own origin, so CORS does not apply");
        } else if (values.isEmpty()) {
            return Finding.fail(whyMissing(visit), AllowOrigin.seen(answer) + behind(answer));
        }
        if (values.equals(List.of("*")) && (visit.old() || answer.list("Vary").contains("origin"))) {
            // 2.x names every origin that it sees, and so do those whose answer depends on it.
            return Finding.fail(CorsProblems.ORIGIN_REMOVED, AllowOrigin.seen(answer) + behind(answer));
        }
        return AllowOrigin.objection(values, target.page().orElseThrow().origin())
                .map(problem -> Finding.fail(problem, AllowOrigin.seen(answer)))
                .orElseGet(() -> Finding.ok(AllowOrigin.seen(answer)));
    }

    private static Finding refused(Visit visit, Answer answer) {
        var reason = "the server refuses this origin";
        visit.lacks(Need.POLLING, reason);
        visit.lacks(Need.WEBSOCKET, reason);
        if (visit.target().page().isEmpty()) {
            return Finding.fail(CorsProblems.NO_ORIGIN_REFUSED, Shown.answer(answer));
        }
        if (visit.target().ownPage()) {
            return Finding.fail(CorsProblems.OWN_PAGE, Shown.answer(answer));
        }
        var origin = visit.target().page().orElseThrow().origin();
        var named = answer.all(AllowOrigin.HEADER);
        if (!named.isEmpty() && AllowOrigin.objection(named, origin).isEmpty()) {
            // Who is not on a list gets no such header with the 403.
            return Finding.fail(CorsProblems.ALLOW_REQUEST, Shown.answer(answer));
        }
        if (namesAnother(answer, origin)) {
            return Finding.fail(CorsProblems.ORIGIN_CHANGED, Shown.answer(answer));
        }
        // Servers of 2.x echo every origin on errors but this one; nobody else does.
        var error = visit.ask(visit.browser().get(visit.eio(), "doctor", ""));
        var echoed = error.all(AllowOrigin.HEADER).equals(List.of(origin));
        if (!echoed) {
            return Finding.fail(CorsProblems.REFUSED, Shown.answer(answer));
        }
        // A list of 2.x refuses those without an origin as well.
        var nobody = visit.ask(Browser.ofNobody(visit.browser().get(visit.eio(), "polling", "")));
        var served = OpenPacket.ofBody(nobody.body());
        served.ifPresent(visit::opened);
        return Finding.fail(
                served.isPresent() ? CorsProblems.ALLOW_REQUEST : CorsProblems.REFUSED_2X, Shown.answer(answer));
    }

    /** Tells whether a Sockeye refuses an origin that was not sent. */
    private static boolean namesAnother(Answer answer, String origin) {
        return EngineError.of(answer)
                .map(error -> REFUSAL.matcher(error.message()))
                .filter(refusal -> refusal.matches() && !refusal.group(1).equals(origin))
                .isPresent();
    }

    private static Problem whyMissing(Visit visit) {
        if (visit.old()) {
            // A server of 2.x refuses with 403 or names the origin, so somebody took the header away.
            return CorsProblems.STRIPPED;
        }
        var browser = visit.browser();
        var foreign = visit.ask(Browser.foreign(browser.get(visit.eio(), "polling", "")));
        OpenPacket.ofBody(foreign.body()).ifPresent(packet -> visit.opened(packet));
        if (EngineError.forbids(foreign)) {
            // It refuses strangers and serves this page, so it meant to name it.
            return CorsProblems.STRIPPED;
        }
        var names = Browser.unsafe(visit.target());
        var preflight = visit.ask(browser.preflight(visit.eio(), "GET", names.isEmpty() ? List.of("x-doctor") : names));
        if (preflight.status() >= 300) {
            return CorsProblems.OFF;
        }
        var vary = visit.handshake().list("Vary").contains("origin")
                || preflight.list("Vary").contains("origin");
        if (!vary) {
            return CorsProblems.STRIPPED;
        }
        return proxied(visit.handshake()) ? CorsProblems.NOT_NAMED_OR_STRIPPED : CorsProblems.NOT_NAMED;
    }

    private static boolean proxied(Answer answer) {
        return answer.first("Server").isPresent()
                || answer.first("Via").isPresent()
                || answer.first("X-Cache").isPresent();
    }

    private static String behind(Answer answer) {
        return answer.first("Server")
                .map(name -> "; the answer came through " + Shown.text(name))
                .orElse("");
    }
}
