package dev.sockeye.interop.transcripts;

import java.util.Map;
import java.util.TreeMap;

/** What was seen, recorded or now: for each exchange its fields. Its text is what the test compares. */
final class Observation {
    private final Map<String, Map<String, String>> exchanges = new TreeMap<>();

    Observation put(String exchange, String field, String value) {
        exchanges.computeIfAbsent(exchange, name -> new TreeMap<>()).put(field, value);
        return this;
    }

    /** Adds a value behind one that is there, as fields of the same name stand in a head. */
    void merge(String exchange, String field, String value) {
        String before = field(exchange, field);
        put(exchange, field, before.isEmpty() ? value : before + ", " + value);
    }

    void remove(String exchange, String field) {
        exchanges.get(exchange).remove(field);
    }

    Map<String, Map<String, String>> exchanges() {
        return exchanges;
    }

    String field(String exchange, String field) {
        return exchanges.getOrDefault(exchange, Map.of()).getOrDefault(field, "");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        exchanges.forEach((exchange, fields) -> fields.forEach((field, value) -> text.append(exchange)
                .append(" | ")
                .append(field)
                .append(" | ")
                .append(value.contains("\n") ? "\n    " + value.replace("\n", "\n    ") : value)
                .append('\n')));
        return text.toString();
    }
}
