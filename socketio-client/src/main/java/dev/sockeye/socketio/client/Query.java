package dev.sockeye.socketio.client;

import dev.sockeye.socketio.protocol.NamespaceQuery;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads and writes the parameters of a query. */
final class Query {
    private Query() {}

    static Map<String, String> parse(String raw) {
        return NamespaceQuery.parse("?" + raw).query();
    }

    /** Writes parameters without anything that a namespace can't hold. */
    static String format(Map<String, String> parameters) {
        var text = new StringBuilder();
        parameters.forEach((name, value) -> {
            text.append(text.isEmpty() ? "" : "&");
            encode(name, text);
            text.append('=');
            encode(value, text);
        });
        return text.toString();
    }

    /** Returns the one with the parameters of the other, which win. */
    static Map<String, String> merge(Map<String, String> base, Map<String, String> winning) {
        if (base.isEmpty()) {
            return winning;
        }
        var merged = new LinkedHashMap<>(base);
        merged.putAll(winning);
        return merged;
    }

    private static void encode(String text, StringBuilder to) {
        for (var b : text.getBytes(StandardCharsets.UTF_8)) {
            var c = (char) (b & 0xff);
            if ((c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-_.!~*'()".indexOf(c) >= 0) {
                to.append(c);
            } else {
                to.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
    }
}
