package dev.sockeye.interop.transcripts;

import dev.sockeye.testkit.RawFrame;
import dev.sockeye.testkit.RawHttp;
import dev.sockeye.testkit.RawWebSocket;
import java.time.Duration;

/**
 * What the clients of the recorded flows did between the messages that were recorded. Where nothing is said here they
 * opened a WebSocket, sent and took the messages in order, and closed it unless the server did.
 */
final class FlowScripts {
    private final FlowReplay replay;
    private final Observation expected;

    FlowScripts(FlowReplay replay, Observation expected) {
        this.replay = replay;
        this.expected = expected;
    }

    void run(String name) {
        switch (name) {
            case "ws b64=1" -> plain("&b64=1");
            case "upgrade dance" -> upgradeDance();
            case "upgrade packet while a poll is open, messages buffered on both" -> upgradeWithAnOpenPoll();
            case "message sent while probing goes to the poll" -> messageWhileProbing();
            case "message buffered, no poll, then upgrade: delivered on ws" -> messageBuffered();
            case "upgrade without probe" -> upgradeWithoutProbe();
            case "wrong packet on probe transport" -> wrongPacketWhileProbing();
            case "two concurrent upgrades" -> twoUpgrades();
            case "upgradeTimeout (600ms)" -> upgradeTimeout();
            case "server disconnects socket (no close / close)" -> serverDisconnects();
            case "poll aborted by the client" -> pollAborted();
            case "client closes ws (1000) / TCP reset" -> clientCloses();
            case "subprotocol" -> subprotocol();
            case "server close()" -> serverCloses();
            case "ws frame larger than maxHttpBufferSize=100" -> tooLarge();
            case "heartbeat timing interval 300 timeout 200: silent ws client" -> timed();
            case "heartbeat: message at 200 ms only" -> timed(200, replay.revision() == 4 ? 3 : 2);
            case "heartbeat: message at 400 ms while waiting for the pong" -> timed(400, 4);
            case "connectTimeout 400: no CONNECT but pong" -> connectTimeout();
            case "polling, silent: open poll at ping timeout" -> silentPolling();
            default -> plain("");
        }
    }

    private void plain(String more) {
        RawWebSocket webSocket = replay.webSocket(more);
        replay.play(webSocket);
        replay.finish(webSocket);
    }

    private void upgradeDance() {
        String sid = replay.session();
        RawHttp poll = replay.openPoll(sid);
        RawWebSocket webSocket = replay.webSocket("&sid=" + sid);
        replay.play(webSocket, 2);
        replay.noteHttp("poll -> " + replay.answer(poll));
        replay.noteHttp("poll while upgrading -> " + replay.answer(replay.poll(sid)));
        replay.play(webSocket);
        replay.noteHttp("GET polling after upgrade -> " + replay.answer(replay.poll(sid)));
        replay.noteHttp("POST polling after upgrade -> " + replay.post(sid, "2"));
        replay.closedByServer(replay.webSocket("&sid=" + sid));
        replay.reopened();
        replay.close(webSocket);
    }

    private void upgradeWithAnOpenPoll() {
        String sid = replay.session();
        RawWebSocket webSocket = replay.webSocket("&sid=" + sid);
        replay.play(webSocket, 2);
        RawHttp poll = replay.poll(sid);
        poll.silentFor(Duration.ofMillis(20));
        replay.play(webSocket);
        replay.noteHttp("poll -> " + replay.answer(poll));
        replay.close(webSocket);
    }

    private void messageWhileProbing() {
        String sid = replay.session();
        RawWebSocket webSocket = replay.webSocket("&sid=" + sid);
        replay.play(webSocket, 2);
        replay.noteHttp("POST -> " + replay.post(sid, "42[\"echo\",\"during\"]"));
        replay.noteHttp("poll -> " + replay.answer(replay.poll(sid)));
        replay.play(webSocket);
        replay.close(webSocket);
    }

    private void messageBuffered() {
        String sid = replay.session();
        RawWebSocket webSocket = replay.webSocket("&sid=" + sid);
        replay.play(webSocket, 2);
        replay.noteHttp("POST -> " + replay.post(sid, "42[\"echo\",\"buffered\"]"));
        replay.play(webSocket);
        replay.close(webSocket);
    }

    private void upgradeWithoutProbe() {
        RawWebSocket webSocket = replay.webSocket("&sid=" + replay.session());
        replay.play(webSocket);
        replay.close(webSocket);
    }

    private void wrongPacketWhileProbing() {
        String sid = replay.session();
        RawWebSocket first = replay.webSocket("&sid=" + sid);
        replay.play(first, 1);
        replay.closedByServer(first);
        replay.noteHttp("polling still works -> " + echo(sid, "y"));
        RawWebSocket second = replay.webSocket("&sid=" + sid);
        replay.play(second);
        replay.close(second);
        replay.noteHttp("polling after probe closed -> " + echo(sid, "z"));
    }

    private void twoUpgrades() {
        String sid = replay.session();
        RawWebSocket first = replay.webSocket("&sid=" + sid);
        replay.play(first, 2);
        replay.closedByServer(replay.webSocket("&sid=" + sid));
        replay.reopened();
        replay.play(first);
        replay.close(first);
    }

    private void upgradeTimeout() {
        String sid = replay.session();
        long start = System.nanoTime();
        RawWebSocket webSocket = replay.webSocket("&sid=" + sid);
        replay.play(webSocket);
        replay.closedByServer(webSocket);
        replay.noteTime(start, expected);
        replay.noteHttp("polling still works -> " + echo(sid, "y"));
    }

    private void serverDisconnects() {
        int opening = replay.revision() == 4 ? 3 : 2;
        RawWebSocket first = replay.webSocket("");
        replay.play(first, opening);
        replay.awaitLines(1);
        replay.subject().disconnect(false);
        replay.play(first, 1);
        replay.close(first);
        RawWebSocket second = replay.webSocket("");
        replay.play(second, opening);
        replay.awaitLines(3);
        replay.subject().disconnect(true);
        replay.play(second);
        replay.closedByServer(second);
    }

    private void pollAborted() {
        String sid = replay.session();
        replay.openPoll(sid).close();
        replay.awaitLines(2);
        replay.noteHttp("next poll -> " + replay.answer(replay.poll(sid)));
    }

    private void clientCloses() {
        int opening = replay.revision() == 4 ? 3 : 2;
        RawWebSocket first = replay.webSocket("");
        replay.play(first, opening);
        replay.close(first, RawFrame.close(1000));
        replay.awaitLines(2);
        RawWebSocket second = replay.webSocket("");
        replay.play(second);
        second.connection().reset();
        replay.closed(RawWebSocket.ABNORMAL);
    }

    private void subprotocol() {
        RawWebSocket webSocket = replay.webSocket("", "Sec-WebSocket-Protocol: a, b");
        replay.noteHttp(FlowReplay.headers(webSocket.handshake()));
        webSocket.connection().closesWithin(Duration.ofMillis(60));
        webSocket.close();
    }

    private void serverCloses() {
        replay.session();
        replay.session();
        replay.forget(2);
        RawWebSocket webSocket = replay.webSocket("");
        replay.play(webSocket);
        RawHttp poll = replay.openPoll(replay.session());
        replay.subject().shutdown();
        replay.noteHttp("poll -> " + replay.answer(poll));
        replay.closedByServer(webSocket);
    }

    private void tooLarge() {
        RawWebSocket webSocket = replay.webSocket("");
        replay.play(webSocket);
        webSocket.send("42[\"" + "x".repeat(94) + "\"]");
        replay.quiet(webSocket);
        webSocket.send("42[\"" + "x".repeat(95) + "\"]");
        replay.closedByServer(webSocket);
    }

    private void timed() {
        long start = System.nanoTime();
        RawWebSocket webSocket = replay.webSocket("");
        replay.play(webSocket);
        replay.closedByServer(webSocket);
        replay.noteTime(start, expected);
    }

    /** Plays the opening, then the rest from a certain time on, in steps of 100 ms. */
    private void timed(int millis, int opening) {
        long start = System.nanoTime();
        RawWebSocket webSocket = replay.webSocket("");
        replay.play(webSocket, opening);
        for (int next = millis; replay.hasMore(); next += 100) {
            long left = start + next * 1_000_000L - System.nanoTime();
            webSocket.silentFor(Duration.ofNanos(Math.max(1, left)));
            replay.play(webSocket, 2);
        }
        replay.closedByServer(webSocket);
        replay.noteTime(start, expected);
    }

    private void connectTimeout() {
        long start = System.nanoTime();
        RawWebSocket webSocket = replay.webSocket("");
        replay.play(webSocket);
        webSocket.send("3");
        replay.closedByServer(webSocket);
        replay.noteTime(start, expected);
    }

    private void silentPolling() {
        String sid = replay.session();
        if (replay.revision() == 4) {
            // The answer to CONNECT, which opening the session has taken.
            replay.noteHttp("200 \"40{\"sid\":\"<sid>\"}\"");
            replay.noteHttp(replay.answer(replay.poll(sid)));
        }
        replay.noteHttp(replay.answer(replay.poll(sid)));
    }

    private String echo(String sid, String value) {
        String posted = replay.post(sid, "42[\"echo\",\"" + value + "\"]");
        return posted + " " + replay.answer(replay.poll(sid));
    }
}
