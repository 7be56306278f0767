package dev.sockeye.cli.doctor;

import java.util.Locale;
import java.util.Set;

/** Looks whether the page may use a server without TLS. */
final class MixedContentCheck implements Check {
    @Override
    public String id() {
        return "mixed-content";
    }

    @Override
    public String title() {
        return "Mixed content";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.OTHER_ORIGIN);
    }

    @Override
    public Finding look(Visit visit) {
        var target = visit.target();
        var server = target.endpoint();
        if (!target.page().orElseThrow().endpoint().secure()) {
            return Finding.ok("a page over http may use both");
        } else if (server.secure()) {
            return Finding.ok("page and server use https");
        }
        return isHere(server.host())
                ? Finding.ok("an https page may use http on its own machine")
                : Finding.fail(ReachProblems.MIXED_CONTENT, "the page is https, the server " + server.origin());
    }

    /** Returns whether browsers trust the host without TLS, because it is the user's own machine. */
    static boolean isHere(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.endsWith(".localhost") || name.startsWith("127.") || name.equals("::1");
    }
}
