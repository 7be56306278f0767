package dev.sockeye.cli.doctor;

import dev.sockeye.cli.doctor.Silence.Outcome;
import java.util.Set;

/** Looks whether a WebSocket outlives silence, and whether heartbeats come. */
final class HeartbeatCheck implements Check {
    @Override
    public String id() {
        return "heartbeat";
    }

    @Override
    public String title() {
        return "Heartbeat";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.SOCKET_IO, Need.WEBSOCKET, Need.OPEN_WEBSOCKET);
    }

    @Override
    public Finding look(Visit visit) {
        var silence = visit.silence();
        return silence.webSocket()
                .map(outcome -> finding(visit, silence, outcome))
                .orElseGet(() -> Finding.skip("no further WebSocket could be opened"));
    }

    private static Finding finding(Visit visit, Silence silence, Outcome outcome) {
        var after = Shown.seconds(outcome.after());
        return switch (outcome.end()) {
            case PING -> Finding.ok("the server's ping came after " + after);
            case CLOSED ->
                Finding.ok(
                        "the server itself closed the WebSocket after " + after + ", as it has not joined a namespace");
            case CUT ->
                Finding.fail(
                        WebSocketProblems.CUT,
                        "after " + after + ": " + outcome.seen() + "; the server's pingInterval is "
                                + Shown.seconds(silence.interval()));
            case NO_PONG -> Finding.fail(WebSocketProblems.NO_PONG, outcome.seen());
            default -> quiet(visit, silence, after);
        };
    }

    private static Finding quiet(Visit visit, Silence silence, String after) {
        if (visit.eio() == 3) {
            return Finding.ok("the server answers pings; an idle WebSocket lived for " + after
                    + (silence.whole() ? "" : ", not the whole interval of " + Shown.seconds(silence.interval())));
        }
        return silence.whole()
                ? Finding.fail(
                        WebSocketProblems.NO_PING,
                        "nothing for " + after + ", though the interval is " + Shown.seconds(silence.interval()))
                : Finding.ok("an idle WebSocket lived for " + after + silence.notWaitedFor());
    }
}
