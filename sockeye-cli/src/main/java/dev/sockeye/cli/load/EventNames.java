package dev.sockeye.cli.load;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Holds the names of the events that a server under load knows, where they differ from the usual ones. Immutable. */
public final class EventNames {
    private static final Set<String> KNOWN = new TreeSet<>(Set.of(
            "message", "message-back", "message-with-ack", "record", "record-back", "broadcast", "join", "room"));

    private final Map<String, String> others;

    private EventNames(Map<String, String> others) {
        this.others = others;
    }

    /**
     * Makes names of those that differ.
     *
     * @param others the server's name by the usual one
     * @throws IllegalArgumentException if there is no such event, or its name would need to be escaped in JSON
     */
    public static EventNames of(Map<String, String> others) {
        others.forEach((usual, other) -> {
            if (!KNOWN.contains(usual)) {
                throw new IllegalArgumentException(
                        "event: " + usual + " (expected: one of " + String.join(", ", KNOWN) + ")");
            }
            if (!other.chars().allMatch(c -> c >= ' ' && c < 127 && c != '"' && c != '\\')) {
                throw new IllegalArgumentException(
                        "event: " + other + " (expected: printable ASCII without quotes and backslashes)");
            }
        });
        return new EventNames(new TreeMap<>(others));
    }

    String of(String usual) {
        return others.getOrDefault(usual, usual);
    }
}
