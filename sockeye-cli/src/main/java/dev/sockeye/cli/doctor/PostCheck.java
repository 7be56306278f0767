package dev.sockeye.cli.doctor;

import java.util.Set;

/** Looks whether POST requests get through. */
final class PostCheck implements Check {
    @Override
    public String id() {
        return "post";
    }

    @Override
    public String title() {
        return "POST";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.SOCKET_IO, Need.POLLING, Need.SESSION);
    }

    @Override
    public Finding look(Visit visit) {
        var answer = visit.post().orElseThrow();
        if (answer.status() == 200) {
            return Finding.ok(Shown.answer(answer));
        }
        visit.lacks(Need.SESSION, "POST requests are refused");
        return Finding.fail(SessionProblems.POST_REFUSED, Shown.answer(answer));
    }
}
