package dev.sockeye.cli.doctor;

import dev.sockeye.cli.probe.Answer;
import dev.sockeye.cli.probe.Failure;
import dev.sockeye.cli.probe.ProbeException;
import java.util.Set;

/** Looks whether it is Socket.IO that answers at the path. */
final class SocketIoCheck implements Check {
    private static final String OTHER_PORT = "plain HTTP request was sent to HTTPS port";

    @Override
    public String id() {
        return "socket.io";
    }

    @Override
    public String title() {
        return "Socket.IO";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.NETWORK);
    }

    @Override
    public Finding look(Visit visit) {
        Finding finding;
        try {
            var answer = visit.handshake(visit.eio());
            visit.handshake(answer);
            finding = visit.open().isPresent()
                    ? Finding.ok("200, a session was opened")
                    : EngineError.of(answer)
                            .map(error -> refused(visit, answer, error))
                            .orElseGet(() -> somethingElse(visit, answer));
        } catch (ProbeException e) {
            finding = Finding.fail(problem(visit, e), Shown.text(String.valueOf(e.getMessage())));
        }
        if (finding.mark() == Mark.FAIL) {
            visit.lacks(Need.SOCKET_IO, "no Socket.IO server was found");
        }
        return finding;
    }

    private static Finding refused(Visit visit, Answer answer, EngineError error) {
        var seen = Shown.answer(answer);
        return switch (error.code()) {
            case EngineError.FORBIDDEN -> Finding.ok(seen);
            case EngineError.UNSUPPORTED_VERSION ->
                visit.eio() == 3 ? Finding.ok(seen) : Finding.fail(ServerProblems.QUERY_LOST, seen);
            case EngineError.TRANSPORT_UNKNOWN -> {
                var other = visit.ask(visit.browser().get(visit.eio(), "websocket", ""));
                if (EngineError.of(other).filter(same -> same.equals(error)).isPresent()) {
                    yield Finding.fail(ServerProblems.QUERY_LOST, seen + ", whatever transport is asked for");
                }
                visit.lacks(Need.POLLING, "the server does not offer polling");
                yield Finding.warn(ServerProblems.POLLING_OFF, seen);
            }
            default -> Finding.fail(ServerProblems.BAD_REQUEST, seen);
        };
    }

    private static Finding somethingElse(Visit visit, Answer answer) {
        var status = answer.status();
        var seen = Shown.answer(answer);
        if (answer.body().contains(OTHER_PORT)) {
            return Finding.fail(ReachProblems.TLS_SPOKEN, seen);
        } else if (status >= 300 && status < 400) {
            var to = answer.first("Location").map(where -> where.split("[?#]", 2)[0]);
            return Finding.fail(
                    ServerProblems.REDIRECT, status + " to " + Shown.text(to.orElse("nowhere (no Location header)")));
        }
        return switch (status) {
            case 401, 407 -> Finding.fail(ServerProblems.PASSWORD, seen);
            case 403 -> Finding.fail(ServerProblems.FORBIDDEN_PROXY, seen);
            case 429 -> Finding.fail(ServerProblems.TOO_MANY, seen);
            case 502, 520, 521, 522, 523, 525, 526 -> Finding.fail(ServerProblems.BAD_GATEWAY, seen);
            case 503 -> Finding.fail(ServerProblems.UNAVAILABLE, seen);
            case 504, 524 -> Finding.fail(ServerProblems.GATEWAY_TIMEOUT, seen);
            default ->
                status >= 500 ? Finding.fail(ServerProblems.SERVER_ERROR, seen) : OtherPaths.look(visit, answer, seen);
        };
    }

    private static Problem problem(Visit visit, ProbeException e) {
        var plain = !visit.target().endpoint().secure();
        if (plain && e.failure() != Failure.TIMEOUT && e.failure() != Failure.TOO_LARGE && TlsCheck.speaksTls(visit)) {
            return ReachProblems.TLS_SPOKEN;
        }
        return problem(e.failure());
    }

    /** Returns what is wrong where there is no answer to a request. */
    static Problem problem(Failure failure) {
        return switch (failure) {
            case UNKNOWN_HOST -> ReachProblems.DNS_UNKNOWN;
            case REFUSED -> ReachProblems.TCP_REFUSED;
            case UNREACHABLE -> ReachProblems.UNREACHABLE;
            case TIMEOUT -> ServerProblems.NO_ANSWER;
            case CLOSED -> ServerProblems.CUT;
            case NOT_HTTP -> ServerProblems.NOT_HTTP;
            case TLS_SPOKEN -> ReachProblems.TLS_SPOKEN;
            case TOO_LARGE -> ServerProblems.TOO_LARGE;
            case TLS -> TlsProblems.FAILED;
        };
    }
}
