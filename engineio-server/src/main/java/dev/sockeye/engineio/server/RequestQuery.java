package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Request;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Is the query of a request as a map, which is read anew each time it is looked at: a session keeps it for its life, and
 * mostly nobody looks. Immutable.
 */
final class RequestQuery extends AbstractMap<String, String> {
    private final Request request;

    /** Makes it of a request whose query is known to be well-formed. */
    RequestQuery(Request request) {
        this.request = request;
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return read().entrySet();
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        return read().get(name);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return read().containsKey(name);
    }

    private Map<String, String> read() {
        return Query.parse(request.query());
    }
}
