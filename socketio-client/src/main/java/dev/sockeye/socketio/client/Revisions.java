package dev.sockeye.socketio.client;

import dev.sockeye.socketio.protocol.SocketRevision;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers which servers speak protocol 4: those asked last. Guarded by this. */
final class Revisions {
    private static final int MOST = 1_000;

    private final Map<String, SocketRevision> older = new LinkedHashMap<>(4, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SocketRevision> eldest) {
            return size() > MOST;
        }
    };

    Dialect.Memory of(String server) {
        return new Dialect.Memory() {
            @Override
            public SocketRevision recall() {
                synchronized (older) {
                    return older.getOrDefault(server, SocketRevision.V5);
                }
            }

            @Override
            public void remember(SocketRevision revision) {
                synchronized (older) {
                    if (revision == SocketRevision.V4) {
                        older.put(server, revision);
                    } else {
                        older.remove(server);
                    }
                }
            }
        };
    }
}
