package dev.sockeye.engineio.client;

import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Handshake;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether the server is there, with one timer whatever comes. Any packet shows that it is: the server's pings come
 * between its messages, so that one that is late behind a large message is no reason to give up. In revision 3 it also says
 * when to ping. Confined to the lane.
 */
final class Heartbeat {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration SHORTEST = Duration.ofMillis(10);

    /** Is told what the time has come for. */
    interface Listener {
        void pingDue();

        void pongDue();

        void silent();
    }

    private final LoopLane lane;
    private final boolean pinging;
    private final long interval;
    private final long timeout;
    private final Listener listener;

    private @Nullable Future<?> timer;
    private boolean paused;
    private long heard;
    private long pingDue;
    private long pinged;
    private boolean awaitingPong;

    Heartbeat(LoopLane lane, EngineRevision revision, Handshake handshake, Listener listener) {
        this.lane = lane;
        this.pinging = revision == EngineRevision.V3;
        this.interval = nanos(handshake.pingInterval());
        this.timeout = nanos(handshake.pingTimeout());
        this.listener = listener;
    }

    void start() {
        heard = lane.nanoTime();
        pingDue = heard + interval;
        schedule(heard);
    }

    void stop() {
        LoopLane.cancel(timer);
        timer = null;
    }

    /** Notes that something came. */
    void heard() {
        heard = lane.nanoTime();
    }

    /** Notes the answer to a ping; returns how long it took, or nothing where none was asked for. */
    @Nullable
    Duration pong() {
        if (!awaitingPong) {
            return null;
        }
        awaitingPong = false;
        var now = lane.nanoTime();
        pingDue = now + interval;
        // The timer may stand at the end of the ping's time, which can be later than the next ping.
        stop();
        schedule(now);
        return Duration.ofNanos(now - pinged);
    }

    /** Stops or resumes expecting anything, as the application stops or resumes reading. */
    void reading(boolean on) {
        var now = lane.nanoTime();
        if (paused && on) {
            heard = now;
        }
        var pausing = !paused && !on;
        paused = !on;
        if (pausing && !pinging && timer != null) {
            stop();
            schedule(now);
        }
    }

    private void schedule(long now) {
        var next = deadline() - now;
        if (pinging && !awaitingPong) {
            next = Math.min(next, pingDue - now);
        } else if (paused && !pinging) {
            // A ping may have come already, and may not be read in time.
            next = Math.min(next, Math.min(interval, timeout) / 2);
        }
        timer = lane.timer(this::check, Math.max(1, next));
    }

    private long deadline() {
        return awaitingPong && heard - pinged < 0 ? pinged + timeout : heard + interval + timeout;
    }

    private void check() {
        timer = null;
        var now = lane.nanoTime();
        if (paused) {
            // Its silence is our doing; it is looked at again later.
            heard = now;
            if (awaitingPong) {
                pinged = now;
            }
            if (!pinging) {
                listener.pongDue();
            }
        }
        if (now - deadline() >= 0) {
            listener.silent();
            return;
        }
        if (pinging && !awaitingPong && now - pingDue >= 0) {
            awaitingPong = true;
            pinged = now;
            listener.pingDue();
        }
        schedule(now);
    }

    private static long nanos(long millis) {
        return Duration.ofMillis(Math.max(SHORTEST.toMillis(), Math.min(LONGEST.toMillis(), millis)))
                .toNanos();
    }
}
