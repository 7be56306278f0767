package dev.sockeye.socketio.server.adapter.cluster;

import dev.sockeye.socketio.server.adapter.Gathered;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Is a question that other nodes have been asked. Thread-safe. */
abstract class Request {
    /** Takes what a node says; what does not belong to the question is ignored. */
    abstract void answered(String uid, ClusterMessage message);

    /** Takes that a node is gone. */
    abstract void gone(String uid);

    /** Ends the question with what has come. */
    abstract void end();

    /** Is a question that each node answers once. Guarded by this; its future completes outside the lock. */
    static final class Once<T> extends Request {
        private final Peers peers;
        private final Reading<T> reading;
        private final List<T> received;
        private final CompletableFuture<Gathered<T>> future = new CompletableFuture<>();

        Once(Peers peers, List<T> local, Reading<T> reading) {
            this.peers = peers;
            this.reading = reading;
            this.received = new ArrayList<>(local);
        }

        /** Takes from a message what it answers. */
        interface Reading<T> {
            /** Returns the answer; an empty list of answers where the message is none. */
            List<T> read(ClusterMessage message);
        }

        CompletableFuture<Gathered<T>> future() {
            return future;
        }

        @Override
        void answered(String uid, ClusterMessage message) {
            var answer = reading.read(message);
            synchronized (this) {
                if (!peers.heard(uid)) {
                    return;
                }
                received.addAll(answer);
            }
            check(false);
        }

        @Override
        void gone(String uid) {
            synchronized (this) {
                peers.gone(uid);
            }
            check(false);
        }

        @Override
        void end() {
            check(true);
        }

        private void check(boolean late) {
            Gathered<T> result;
            synchronized (this) {
                if (!late && peers.missing() > 0) {
                    return;
                }
                result = new Gathered<>(received, peers.missing());
            }
            future.complete(result);
        }
    }
}
