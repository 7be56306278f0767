package dev.sockeye.cli.doctor;

import java.util.Set;

/** Tells what is compressed. */
final class CompressionCheck implements Check {
    @Override
    public String id() {
        return "compression";
    }

    @Override
    public String title() {
        return "Compression";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.SOCKET_IO);
    }

    @Override
    public Finding look(Visit visit) {
        var polling = visit.handshake()
                .first("Content-Encoding")
                .map(Shown::text)
                .orElse("not for an answer as small as a handshake");
        var frames = visit.has(Need.WEBSOCKET) && visit.has(Need.OPEN_WEBSOCKET)
                ? "; WebSocket: " + (visit.extensions().isEmpty() ? "not" : Shown.text(visit.extensions()))
                : "";
        return Finding.ok("polling: " + polling + frames);
    }
}
