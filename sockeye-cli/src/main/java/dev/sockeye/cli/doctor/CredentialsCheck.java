package dev.sockeye.cli.doctor;

import java.util.Set;

/** Looks whether the page may read answers to requests with cookies. */
final class CredentialsCheck implements Check {
    @Override
    public String id() {
        return "credentials";
    }

    @Override
    public String title() {
        return "Credentials";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.SOCKET_IO, Need.POLLING, Need.OTHER_ORIGIN);
    }

    @Override
    public Finding look(Visit visit) {
        if (!visit.target().withCredentials()) {
            return Finding.skip("the client sends none (--with-credentials)");
        }
        var answer = visit.handshake();
        if (answer.all(AllowOrigin.HEADER).isEmpty()) {
            return Finding.skip("there are no CORS headers");
        }
        var seen = AllowOrigin.seen(answer) + "; " + AllowOrigin.CREDENTIALS + ": "
                + Shown.values(answer.all(AllowOrigin.CREDENTIALS));
        return AllowOrigin.credentials(answer)
                .map(problem -> Finding.fail(problem, seen))
                .orElseGet(() -> Finding.ok(seen));
    }
}
