package dev.sockeye.interop.transcripts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The exchanges that Sockeye answers differently on purpose: {@code deliberate-differences.json}. Each entry has
 * {@code where} (names of recordings; {@code %} stands for any text), optionally {@code except} (names again), {@code exchanges} (of the recording; all
 * when absent) and {@code given} (fields that an exchange must have for the entry to apply, as the entries above have
 * left it; {@code %} stands for any text, null for no such field), then {@code sockeye} (the fields as Sockeye gives
 * them; null for none, {@code {"replace": …, "by": …}} for a part of what was given) and {@code reason}.
 */
final class Differences {
    private final List<Entry> entries = new ArrayList<>();

    Differences(JsonNode list) {
        list.forEach(node -> entries.add(new Entry(node)));
    }

    /** Turns what was recorded into what Sockeye must show. Fails where an entry changes nothing. */
    Observation applied(String name, Observation recorded) {
        entries.stream().filter(entry -> entry.names(name)).forEach(entry -> entry.apply(name, recorded));
        return recorded;
    }

    /** Returns the patterns that no recording has needed. */
    Set<String> unused() {
        Set<String> unused = new TreeSet<>();
        entries.forEach(entry -> {
            for (int i = 0; i < entry.patterns.size(); i++) {
                if (!entry.used[i]) {
                    unused.add(entry.patterns.get(i) + " (" + entry.reason + ")");
                }
            }
        });
        return unused;
    }

    private static final class Entry {
        private final List<String> patterns;
        private final List<String> exceptions;
        private final boolean[] used;
        private final JsonNode exchanges;
        private final JsonNode conditions;
        private final JsonNode changes;
        private final String reason;
        private int current;

        Entry(JsonNode node) {
            patterns = node.get("where").valueStream().map(JsonNode::asString).toList();
            exceptions =
                    node.path("except").valueStream().map(JsonNode::asString).toList();
            used = new boolean[patterns.size()];
            exchanges = node.path("exchanges");
            conditions = node.path("given");
            changes = node.get("sockeye");
            reason = node.get("reason").asString();
        }

        boolean names(String name) {
            if (exceptions.stream().anyMatch(exception -> matches(exception, name))) {
                return false;
            }
            for (current = 0; current < patterns.size(); current++) {
                if (matches(patterns.get(current), name)) {
                    return true;
                }
            }
            return false;
        }

        void apply(String name, Observation observation) {
            List.copyOf(observation.exchanges().keySet()).stream()
                    .filter(exchange -> exchanges.isMissingNode()
                            || exchanges
                                    .valueStream()
                                    .anyMatch(one -> one.asString().equals(exchange)))
                    .filter(exchange -> meets(observation.exchanges().get(exchange)))
                    .forEach(exchange -> change(name, observation, exchange));
        }

        private boolean meets(Map<String, String> fields) {
            return conditions
                    .propertyStream()
                    .allMatch(condition -> condition.getValue().isNull()
                            ? !fields.containsKey(condition.getKey())
                            : fields.containsKey(condition.getKey())
                                    && matches(text(condition.getValue()), fields.get(condition.getKey())));
        }

        private void change(String name, Observation observation, String exchange) {
            changes.forEachEntry((field, value) -> {
                String old = observation.exchanges().get(exchange).get(field);
                String now = now(value, old);
                if (Objects.equals(old, now)) {
                    throw new AssertionError("no difference any more: " + name + ", " + exchange + ", " + field);
                }
                if (now == null) {
                    observation.remove(exchange, field);
                } else {
                    observation.put(exchange, field, now);
                }
            });
            used[current] = true;
        }

        private static @Nullable String now(JsonNode value, @Nullable String old) {
            if (value.isObject()) {
                return String.valueOf(old)
                        .replace(
                                value.get("replace").asString(), value.get("by").asString());
            }
            return value.isNull() ? null : text(value);
        }

        private static boolean matches(String pattern, String text) {
            String regex = String.join(
                    ".*",
                    Arrays.stream(pattern.split("%", -1)).map(Pattern::quote).toList());
            return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
        }

        private static String text(JsonNode value) {
            return value.isArray()
                    ? String.join(
                            "\n", value.valueStream().map(JsonNode::asString).toList())
                    : value.asString();
        }
    }
}
