package dev.sockeye.cli.doctor;

import dev.sockeye.cli.probe.ProbeException;
import dev.sockeye.cli.probe.WebSocket;
import java.util.Optional;
import java.util.Set;

/** Looks whether a polling session can move to a WebSocket, as default clients do. */
final class UpgradeCheck implements Check {
    @Override
    public String id() {
        return "upgrade";
    }

    @Override
    public String title() {
        return "Upgrade";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.SOCKET_IO, Need.POLLING, Need.SESSION, Need.WEBSOCKET, Need.OPEN_WEBSOCKET);
    }

    @Override
    public Finding look(Visit visit) {
        var session = OpenPacket.ofBody(visit.handshake(visit.eio()).body());
        if (session.isEmpty()) {
            return Finding.skip("no further session could be opened");
        } else if (!session.get().upgrades().contains("websocket")) {
            return Finding.ok("the server offers none to polling clients");
        }
        var sid = session.get().sid();
        try {
            var handshake = visit.webSocket(visit.browser().webSocket(visit.eio(), "&sid=" + sid, Optional.empty()));
            if (handshake.socket().isEmpty()) {
                return Finding.fail(WebSocketProblems.UPGRADE_FAILED, Shown.answer(handshake.answer()));
            }
            try (var socket = handshake.socket().get()) {
                return probe(visit, sid, socket);
            }
        } catch (ProbeException e) {
            return Finding.fail(WebSocketProblems.UPGRADE_FAILED, Shown.text(String.valueOf(e.getMessage())));
        }
    }

    private static Finding probe(Visit visit, String sid, WebSocket socket) {
        socket.send("2probe");
        var answer = socket.next(visit.patience());
        if (answer.isEmpty() || !answer.get().equals("3probe")) {
            return Finding.fail(
                    WebSocketProblems.UPGRADE_FAILED,
                    "the probe was answered with " + answer.map(Shown::text).orElse("a close frame"));
        }
        socket.send("5");
        // From now on closing the WebSocket closes the session.
        visit.ended(sid);
        return Finding.ok("a polling session moved to a WebSocket");
    }
}
