package dev.sockeye.engineio.client;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Copies and checks the headers of an application. Stateless. */
final class Headers {
    private static final Set<String> OURS = Set.of(
            "connection",
            "content-length",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "sec-websocket-accept",
            "sec-websocket-extensions",
            "sec-websocket-key",
            "sec-websocket-protocol",
            "sec-websocket-version");

    private Headers() {}

    /** Returns a copy that nobody can change, in which names differ by more than their case. */
    static Map<String, List<String>> copy(Map<String, List<String>> headers) {
        var copy = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        return Collections.unmodifiableMap(copy);
    }

    /**
     * Checks headers.
     *
     * @throws IllegalArgumentException if one cannot be sent, or is not the application's to send
     */
    static void check(Map<String, List<String>> headers) {
        headers.forEach((name, values) -> {
            Checks.that(Checks.token(name), "extraHeaders", '"' + name + '"', "the name of a header");
            Checks.that(
                    !OURS.contains(name.toLowerCase(Locale.ROOT)),
                    "extraHeaders",
                    name,
                    "none that the transport sets");
            for (var value : values) {
                // The value itself may be a secret.
                Checks.that(
                        Checks.headerValue(value),
                        "extraHeaders",
                        name + " with a value",
                        "ISO 8859-1, no control characters");
            }
        });
    }
}
