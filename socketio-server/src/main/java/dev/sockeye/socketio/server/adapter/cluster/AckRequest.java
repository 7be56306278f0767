package dev.sockeye.socketio.server.adapter.cluster;

import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.server.adapter.AckCollector;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Is a broadcast of which other nodes pass on the acknowledgements. Guarded by this; calls nobody under its lock. */
final class AckRequest extends Request {
    private final Peers peers;
    private final AckCollector collector;
    private final Function<JsonNode, Arguments> encoding;
    private final Arguments nothing;
    private final CompletableFuture<Void> counted = new CompletableFuture<>();

    // How many answers each node owes.
    private final Map<String, Integer> owed = new HashMap<>();

    AckRequest(Peers peers, AckCollector collector, Function<JsonNode, Arguments> encoding, Arguments nothing) {
        this.peers = peers;
        this.collector = collector;
        this.encoding = encoding;
        this.nothing = nothing;
    }

    /** Returns what is done when all nodes have said how many receivers they have. */
    CompletableFuture<Void> counted() {
        return counted;
    }

    @Override
    void answered(String uid, ClusterMessage message) {
        if (message instanceof ClusterMessage.BroadcastClientCount count) {
            count(uid, count.clientCount());
        } else if (message instanceof ClusterMessage.BroadcastAck ack) {
            settle(uid, 1);
            var answer = ack.value().map(encoding).orElse(nothing);
            ack.socketId().ifPresentOrElse(id -> collector.answered(id, answer), () -> collector.answered(answer));
        } else if (message instanceof ClusterMessage.BroadcastMissed missed) {
            settle(uid, missed.clientCount());
            collector.missed(missed.clientCount());
        }
    }

    private void count(String uid, int receivers) {
        synchronized (this) {
            if (!peers.heard(uid)) {
                return;
            }
            owed.merge(uid, receivers, Integer::sum);
        }
        collector.counted(receivers);
        check();
    }

    private synchronized void settle(String uid, int receivers) {
        owed.merge(uid, -receivers, Integer::sum);
    }

    @Override
    void gone(String uid) {
        int lost;
        synchronized (this) {
            peers.gone(uid);
            var left = owed.remove(uid);
            lost = left == null ? 0 : Math.max(0, left);
        }
        if (lost > 0) {
            collector.missed(lost);
        }
        check();
    }

    @Override
    void end() {
        // Whoever waits has its own time; this request is forgotten with it.
    }

    void check() {
        synchronized (this) {
            if (peers.missing() > 0) {
                return;
            }
        }
        counted.complete(null);
    }
}
