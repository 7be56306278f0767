package dev.sockeye.socketio.server;

import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.socketio.events.HandlerExecutor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps one outbox for each lane that connections live on. Thread-safe. */
final class Lanes {
    private final HandlerExecutor.Running threads;
    private final Map<Lane, LaneOutbox> outboxes = new ConcurrentHashMap<>();

    Lanes(HandlerExecutor.Running threads) {
        this.threads = threads;
    }

    LaneOutbox retain(Lane lane) {
        return outboxes.compute(lane, (key, known) -> (known == null ? new LaneOutbox(key, threads) : known).retain());
    }

    void release(LaneOutbox outbox) {
        outboxes.compute(outbox.lane(), (key, known) -> outbox.release() ? null : known);
    }

    int size() {
        return outboxes.size();
    }
}
