package dev.sockeye.cli.doctor;

import java.util.Set;

/** Looks whether the page may read the answers after the handshake. */
final class LaterCheck implements Check {
    @Override
    public String id() {
        return "later-answers";
    }

    @Override
    public String title() {
        return "Later answers";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.SOCKET_IO, Need.POLLING, Need.SESSION, Need.OTHER_ORIGIN);
    }

    @Override
    public Finding look(Visit visit) {
        if (!AllowOrigin.readable(visit.target(), visit.handshake())) {
            return Finding.skip("the page can't even read the handshake");
        }
        return visit.later().stream()
                .filter(answer -> !AllowOrigin.readable(visit.target(), answer))
                .findFirst()
                .map(answer -> Finding.fail(CorsProblems.LATER, AllowOrigin.seen(answer)))
                .orElseGet(() -> Finding.ok("the page may read them too"));
    }
}
