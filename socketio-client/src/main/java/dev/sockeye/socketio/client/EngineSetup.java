package dev.sockeye.socketio.client;

import dev.sockeye.engineio.client.EngineClientOptions;
import dev.sockeye.engineio.protocol.EngineRevision;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Says what the next connection of a manager is opened with. Guarded by this. */
final class EngineSetup {
    private EngineClientOptions base;
    private Map<String, String> query;
    private final Optional<Boolean> withCredentials;

    // What was made of them last; most connections are opened like the one before.
    private @Nullable EngineClientOptions made;

    EngineSetup(ClientOptions options, Map<String, String> query) {
        base = options.engine();
        withCredentials = options.withCredentials();
        this.query = query;
    }

    synchronized EngineClientOptions options(EngineRevision revision) {
        var ready = made;
        if (ready == null || ready.revision() != revision) {
            var builder = base.toBuilder().revision(revision).query(Query.merge(base.query(), query));
            // Official: 2.x sends cookies unless told otherwise, newer ones do not.
            builder.withCredentials(withCredentials.orElse(revision == EngineRevision.V3 || base.withCredentials()));
            ready = builder.build();
            made = ready;
        }
        return ready;
    }

    synchronized EngineClientOptions base() {
        return base;
    }

    synchronized void base(UnaryOperator<EngineClientOptions.Builder> change) {
        base = change.apply(base.toBuilder()).build();
        made = null;
    }

    synchronized Map<String, String> query() {
        return query;
    }

    synchronized void query(Map<String, String> parameters) {
        query = Map.copyOf(parameters);
        made = null;
    }
}
