package dev.sockeye.cli.doctor;

import java.util.Set;

/** Looks whether caches are told that the answer depends on the origin. */
final class VaryCheck implements Check {
    @Override
    public String id() {
        return "vary";
    }

    @Override
    public String title() {
        return "Vary";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.SOCKET_IO, Need.POLLING, Need.OTHER_ORIGIN);
    }

    @Override
    public Finding look(Visit visit) {
        var answer = visit.handshake();
        var allowed = answer.first(AllowOrigin.HEADER);
        if (allowed.isEmpty() || allowed.get().equals("*")) {
            return Finding.ok("the answer is the same for every origin");
        }
        var vary = answer.list("Vary");
        var seen = "Vary: " + Shown.values(answer.all("Vary"));
        var stored = answer.list("Cache-Control").contains("no-store");
        return vary.contains("origin") || vary.contains("*") || stored
                ? Finding.ok(stored ? "not stored by caches" : seen)
                : Finding.warn(CorsProblems.VARY, seen);
    }
}
