package dev.sockeye.cli.doctor;

import dev.sockeye.cli.probe.Answer;
import dev.sockeye.cli.probe.Failure;
import dev.sockeye.cli.probe.ProbeException;
import dev.sockeye.cli.probe.WebSocket;
import java.util.Optional;
import java.util.Set;

/** Looks whether a WebSocket can be opened without polling first. */
final class WebSocketCheck implements Check {
    /** What an upgrade is refused with: the message without its code. */
    private static final String TRANSPORT_UNKNOWN = "Transport unknown";

    private static final int SWITCHING = 101;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int UPGRADE_REQUIRED = 426;

    @Override
    public String id() {
        return "websocket";
    }

    @Override
    public String title() {
        return "WebSocket";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.SOCKET_IO, Need.WEBSOCKET);
    }

    @Override
    public Finding look(Visit visit) {
        var finding = finding(visit);
        if (finding.mark() != Mark.OK) {
            visit.lacks(Need.OPEN_WEBSOCKET, "no WebSocket can be opened");
        }
        return finding;
    }

    private static Finding finding(Visit visit) {
        try {
            var handshake = visit.webSocket(visit.browser().webSocket(visit.eio(), "", Optional.empty()));
            if (handshake.socket().isEmpty()) {
                return refused(visit, handshake.answer());
            }
            try (var socket = handshake.socket().get()) {
                visit.extensions(socket.extensions());
                return opened(visit, socket)
                        ? Finding.ok("101, a session was opened")
                        : Finding.fail(WebSocketProblems.SILENT, "101, then not the packet that opens a session");
            }
        } catch (ProbeException e) {
            return Finding.fail(
                    WebSocketProblems.FAILED,
                    "the handshake has no answer: " + Shown.text(String.valueOf(e.getMessage())));
        }
    }

    private static boolean opened(Visit visit, WebSocket socket) {
        try {
            return socket.next(visit.patience())
                    .flatMap(text -> OpenPacket.ofText(visit.eio(), text))
                    .isPresent();
        } catch (ProbeException e) {
            if (e.failure() == Failure.TLS) {
                throw e;
            }
            return false;
        }
    }

    private static Finding refused(Visit visit, Answer answer) {
        var seen = Shown.answer(answer);
        var error = EngineError.of(answer);
        if (answer.status() == SWITCHING) {
            return Finding.fail(WebSocketProblems.FAILED, "101 with a wrong Upgrade or Sec-WebSocket-Accept header");
        } else if (error.filter(refusal -> refusal.code() == EngineError.TRANSPORT_UNKNOWN)
                        .isPresent()
                || answer.body().equals(TRANSPORT_UNKNOWN)) {
            return Finding.warn(WebSocketProblems.OFF, seen);
        }
        if (visit.target().ownPage() && EngineError.forbids(answer)) {
            return Finding.fail(CorsProblems.OWN_PAGE, seen);
        }
        // A server that never saw the Upgrade header says what it says to those who send none.
        var plain = visit.ask(visit.browser().get(visit.eio(), "websocket", ""));
        var same = plain.status() == answer.status() && plain.body().equals(answer.body());
        if ((same && answer.status() < 500) || answer.status() == UPGRADE_REQUIRED || answer.status() == 200) {
            return Finding.fail(WebSocketProblems.UPGRADE_HEADERS, seen);
        }
        var closed = answer.status() == BAD_REQUEST && answer.list("Connection").contains("close");
        return visit.target().page().isPresent() && (closed || answer.status() == FORBIDDEN)
                ? Finding.fail(WebSocketProblems.REFUSED, seen)
                : Finding.fail(WebSocketProblems.FAILED, seen);
    }
}
