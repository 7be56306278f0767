package dev.sockeye.cli.doctor;

import java.util.Set;

/** Looks which revisions of the protocol the server speaks. */
final class ProtocolCheck implements Check {
    @Override
    public String id() {
        return "protocol";
    }

    @Override
    public String title() {
        return "Protocol";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.SOCKET_IO, Need.POLLING);
    }

    @Override
    public Finding look(Visit visit) {
        var asked = visit.target().eio();
        if (visit.open().isEmpty()) {
            return withoutSession(visit);
        }
        var spoken = visit.open().orElseThrow().eio();
        if (spoken == 3 && visit.eio() == 4) {
            visit.isOld();
            visit.speak(3);
            var seen = "asked for Engine.IO 4, the server answers in 3";
            return asked.isPresent()
                    ? unusable(visit, ServerProblems.EIO4_UNKNOWN, seen)
                    : Finding.warn(ServerProblems.EIO4_UNKNOWN, seen + "; the rest was looked at as a 2.x client");
        }
        return Finding.ok("Engine.IO " + spoken + clients(spoken) + other(visit, spoken == 4 ? 3 : 4));
    }

    private static Finding withoutSession(Visit visit) {
        var error = EngineError.of(visit.handshake());
        if (error.filter(refusal -> refusal.code() == EngineError.UNSUPPORTED_VERSION)
                .isPresent()) {
            return unusable(visit, ServerProblems.EIO3_REFUSED, Shown.answer(visit.handshake()));
        }
        return Finding.skip("the handshake is refused for another reason");
    }

    private static Finding unusable(Visit visit, Problem problem, String seen) {
        visit.lacks(Need.POLLING, "the server does not speak this client's protocol");
        visit.lacks(Need.WEBSOCKET, "the server does not speak this client's protocol");
        return Finding.fail(problem, seen);
    }

    private static String other(Visit visit, int revision) {
        var answer = visit.handshake(revision);
        var open = OpenPacket.ofBody(answer.body());
        if (open.isPresent() && open.get().eio() == revision) {
            return "; and " + revision + clients(revision);
        } else if (open.isPresent() && open.get().eio() == 3) {
            visit.isOld();
        }
        return "; not " + revision + clients(revision)
                + EngineError.of(answer)
                        .map(error -> ", code " + error.code() + ' ' + Shown.text(error.message()))
                        .orElse("");
    }

    private static String clients(int revision) {
        return revision == 4 ? " (clients from 3.0 on)" : " (clients up to 2.x)";
    }
}
