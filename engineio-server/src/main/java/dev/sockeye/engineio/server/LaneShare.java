package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Is what all sessions of one lane share: their timers, and one round of flushes behind each task. Confined to the lane. */
final class LaneShare implements Runnable {
    private static final long FINEST_TICK = Duration.ofMillis(1).toNanos();
    private static final long COARSEST_TICK = Duration.ofMillis(50).toNanos();

    private final Lane lane;
    private final TimerWheel wheel;

    private int sessions;
    private List<Sender> unflushed = new ArrayList<>();
    private boolean posted;

    LaneShare(Lane lane, EngineOptions options) {
        this.lane = lane;
        wheel = new TimerWheel(lane, tick(options));
    }

    Lane lane() {
        return lane;
    }

    TimerWheel wheel() {
        return wheel;
    }

    /** Counts the sessions of this lane up or down, and returns how many there are now. */
    int count(int change) {
        sessions += change;
        return sessions;
    }

    /** Flushes what a session sends when the task that runs now is done, together with all others that asked for it. */
    void flushSoon(Sender sender) {
        unflushed.add(sender);
        if (!posted) {
            posted = true;
            lane.execute(this);
        }
    }

    @Override
    public void run() {
        posted = false;
        var round = unflushed;
        unflushed = new ArrayList<>();
        for (var sender : round) {
            sender.flushOrEnd();
        }
    }

    /** A tick is half a percent of the shortest time that matters, within reason. */
    private static Duration tick(EngineOptions options) {
        var shortest = Math.min(
                Math.min(options.pingInterval().toNanos(), options.pingTimeout().toNanos()),
                options.upgradeTimeout().toNanos());
        return Duration.ofNanos(Math.max(FINEST_TICK, Math.min(COARSEST_TICK, shortest / 200)));
    }
}
