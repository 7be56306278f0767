package dev.sockeye.engineio.client;

import dev.sockeye.engineio.protocol.Packet;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Moves a connection from polling to WebSocket: it probes, waits for the requests under way, and hands over. Confined to the
 * lane. Whatever fails ends the attempt only.
 */
final class Upgrade implements TransportListener {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private enum Phase {
        PROBING,
        /** The server has answered the probe; nothing is sent until the change is made. */
        CHANGING,
        DONE
    }

    private final EngineConnection connection;
    private final PollingTransport polling;
    private final WebSocketTransport webSocket;
    private final Outbox probe = new Outbox();
    private final Future<?> timer;
    private Phase phase = Phase.PROBING;

    Upgrade(EngineConnection connection, Dialer dialer, Requests requests, String sid, PollingTransport polling) {
        this.connection = connection;
        this.polling = polling;
        this.webSocket = new WebSocketTransport(dialer, requests, sid, this);
        var limit = dialer.options.timeout().isZero() ? LONGEST : dialer.options.timeout();
        this.timer = dialer.lane.timer(() -> fail("no answer to the probe", null), limit.toNanos());
    }

    void begin() {
        webSocket.open();
    }

    /** Tells whether the change itself has begun, so that it is better waited for. */
    boolean changing() {
        return phase == Phase.CHANGING;
    }

    /** Ends the attempt without a word. */
    void cancel() {
        if (phase != Phase.DONE) {
            done();
            webSocket.close();
        }
    }

    @Override
    public void onConnected(Transport transport) {
        probe.first(Packet.PING_PROBE);
        transport.send(probe);
    }

    @Override
    public void onPacket(Transport transport, Packet packet) {
        if (phase == Phase.PROBING && packet.equals(Packet.PONG_PROBE)) {
            phase = Phase.CHANGING;
            connection.changeBegins();
            polling.pause(this::change);
        } else if (phase != Phase.DONE) {
            fail("the server answered something else", null);
        }
    }

    @Override
    public void onReadComplete(Transport transport) {}

    @Override
    public void onSent(Transport transport) {}

    @Override
    public void onClosed(Transport transport, EngineException cause) {
        fail("transport closed", cause);
    }

    @Override
    public void onFailed(Transport transport, CloseReason reason, EngineException cause) {
        fail(String.valueOf(cause.getMessage()), cause);
    }

    private void change() {
        done();
        connection.change(webSocket);
    }

    private void fail(String reason, @Nullable EngineException cause) {
        if (phase == Phase.DONE) {
            return;
        }
        done();
        webSocket.close();
        polling.resume();
        connection.notChanged(Failures.probe(reason, cause));
    }

    private void done() {
        phase = Phase.DONE;
        LoopLane.cancel(timer);
    }
}
