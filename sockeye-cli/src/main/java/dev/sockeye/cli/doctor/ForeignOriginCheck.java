package dev.sockeye.cli.doctor;

import dev.sockeye.cli.probe.ProbeException;
import java.util.Optional;
import java.util.Set;

/** Looks whether pages of any origin may open a WebSocket. */
final class ForeignOriginCheck implements Check {
    @Override
    public String id() {
        return "websocket-origin";
    }

    @Override
    public String title() {
        return "Foreign origin";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.SOCKET_IO, Need.WEBSOCKET, Need.OPEN_WEBSOCKET);
    }

    @Override
    public Finding look(Visit visit) {
        try {
            var request = visit.browser().webSocket(visit.eio(), "", Optional.of(Browser.FOREIGN));
            var handshake = visit.webSocket(request);
            if (handshake.socket().isEmpty()) {
                return Finding.ok(
                        Browser.FOREIGN + ": refused, " + handshake.answer().status());
            }
            try (var socket = handshake.socket().get()) {
                return socket.next(visit.patience())
                                .filter(text -> text.startsWith("0{"))
                                .isPresent()
                        ? Finding.warn(WebSocketProblems.HIJACK, Browser.FOREIGN + ": accepted")
                        : Finding.ok(Browser.FOREIGN + ": closed at once");
            }
        } catch (ProbeException e) {
            return Finding.ok(Browser.FOREIGN + ": refused without an answer");
        }
    }
}
