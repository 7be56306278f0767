package dev.sockeye.engineio.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Is what one transport sends beyond what all send. Immutable.
 *
 * @param extraHeaders headers; one that all transports send is replaced
 * @param query query parameters; one that all transports send is replaced
 */
public record TransportOptions(Map<String, List<String>> extraHeaders, Map<String, String> query) {
    static final TransportOptions NONE = new TransportOptions(Map.of(), Map.of());

    /** Copies the maps. */
    public TransportOptions {
        extraHeaders = Headers.copy(extraHeaders);
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    }

    /** Makes options with one more header. */
    public static TransportOptions header(String name, String value) {
        return new TransportOptions(Map.of(name, List.of(value)), Map.of());
    }
}
