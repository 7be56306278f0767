package dev.sockeye.cli.doctor;

import dev.sockeye.cli.doctor.Silence.Outcome;
import java.util.Set;

/** Looks whether a poll may wait as long as the server lets it. */
final class LongPollCheck implements Check {
    @Override
    public String id() {
        return "long-poll";
    }

    @Override
    public String title() {
        return "Long poll";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.SOCKET_IO, Need.POLLING, Need.SESSION);
    }

    @Override
    public Finding look(Visit visit) {
        var silence = visit.silence();
        return silence.poll()
                .map(outcome -> finding(silence, outcome))
                .orElseGet(() -> Finding.skip("no further session could be opened"));
    }

    private static Finding finding(Silence silence, Outcome outcome) {
        var after = Shown.seconds(outcome.after());
        return switch (outcome.end()) {
            case PING -> Finding.ok("held for " + after + ", then the server's ping came");
            case CLOSED ->
                Finding.ok("the server itself ended the session after " + after + ", as it has not joined a namespace");
            case CUT ->
                Finding.fail(
                        SessionProblems.POLL_CUT,
                        "after " + after + ": " + outcome.seen() + "; the server's pingInterval is "
                                + Shown.seconds(silence.interval()));
            case NOT_HELD -> Finding.warn(SessionProblems.POLL_NOT_HELD, outcome.seen());
            default -> Finding.ok("held for " + after + silence.notWaitedFor());
        };
    }
}
