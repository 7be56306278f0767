package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Is what all sessions of one lane share: their timers, and rounds of flushes behind its tasks. Confined to the lane, but
 * for {@link #unused}.
 */
final class LaneShare implements Runnable {
    private static final long FINEST_TICK = Duration.ofMillis(1).toNanos();
    private static final long COARSEST_TICK = Duration.ofMillis(50).toNanos();

    // Those that come first wait for the last, and what they wait with leaves the processor's caches.
    private static final int MOST_ANSWERS = 16;

    // What a round of very many took is not kept for the small ones that follow.
    private static final int MOST_KEPT = 1_024;

    private final Lane lane;
    private final TimerWheel wheel;

    // Written on the lane; others look for shares that nobody uses.
    private volatile int sessions;
    private List<Sender> unflushed = new ArrayList<>();
    // An empty list for the next round; mostly none while one is under way.
    private @Nullable List<Sender> spare;
    private boolean posted;

    // Were corked since the last look, and may be so no longer; each once.
    private final Set<Sender> corks = new LinkedHashSet<>();
    private boolean watching;

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

    /** Counts the sessions of this lane up or down. */
    void count(int change) {
        var now = sessions + change;
        sessions = now;
    }

    /** Tells whether there is no session of this lane. Any thread. */
    boolean unused() {
        return sessions == 0;
    }

    /** Flushes what a session sends when the task that runs now is done, together with all others that asked for it. */
    void flushSoon(Sender sender) {
        unflushed.add(sender);
        if (!posted) {
            post();
        }
    }

    private void post() {
        posted = true;
        try {
            lane.execute(this);
        } catch (Throwable e) {
            // The next one that asks tries again, for all.
            posted = false;
            throw e;
        }
    }

    /** Sees that a sender does not stay corked: with one timer for all, since most are uncorked long before it fires. */
    void watchCork(Sender sender) {
        corks.add(sender);
        if (!watching) {
            watching = true;
            lane.schedule(this::lookAtCorks, Duration.ofNanos(Sender.CORKED));
        }
    }

    /**
     * Flushes what a session sends in answer to what it read: together with the answers of others that have read, since a
     * peer that is woken by the first one is awake for the next ones, and one that must be woken costs the most.
     */
    void flushWithOthers(Sender sender) {
        flushSoon(sender);
        if (unflushed.size() >= MOST_ANSWERS) {
            flush();
        }
    }

    private void lookAtCorks() {
        watching = false;
        var now = wheel.now();
        var next = Long.MAX_VALUE;
        for (var sender : List.copyOf(corks)) {
            var left = sender.corkedUntil() - now;
            if (sender.corked() && left > 0) {
                next = Math.min(next, left);
            } else {
                corks.remove(sender);
                sender.uncork();
            }
        }
        if (!watching && !corks.isEmpty()) {
            watching = true;
            lane.schedule(this::lookAtCorks, Duration.ofNanos(next));
        }
    }

    @Override
    public void run() {
        posted = false;
        flush();
    }

    private void flush() {
        var round = unflushed;
        unflushed = spare == null ? new ArrayList<>() : spare;
        spare = null;
        for (var i = 0; i < round.size(); i++) {
            round.get(i).flushOrEnd();
        }
        if (round.size() <= MOST_KEPT) {
            round.clear();
            spare = round;
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
