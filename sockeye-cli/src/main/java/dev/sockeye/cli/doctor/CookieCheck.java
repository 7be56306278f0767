package dev.sockeye.cli.doctor;

import java.util.Set;

/** Looks whether the browser would send the server's cookies back. */
final class CookieCheck implements Check {
    @Override
    public String id() {
        return "cookies";
    }

    @Override
    public String title() {
        return "Cookies";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.SOCKET_IO, Need.POLLING);
    }

    @Override
    public Finding look(Visit visit) {
        var lost = visit.cookies().lost();
        var kept = visit.cookies().kept();
        if (lost.isEmpty() && kept.isEmpty()) {
            return Finding.ok("the server sets none");
        } else if (lost.isEmpty()) {
            return Finding.ok("sent back: " + Shown.text(String.join(", ", kept)));
        }
        var seen = Shown.text(String.join(", ", lost)) + ": not sent back from this page";
        return visit.target().withCredentials() || !visit.target().crossOrigin()
                ? Finding.warn(CorsProblems.COOKIE, seen)
                : Finding.ok(seen + ", as the client sends no credentials");
    }
}
