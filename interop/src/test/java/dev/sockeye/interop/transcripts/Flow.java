package dev.sockeye.interop.transcripts;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads an entry of {@code ws-flows.json} as an {@link Observation} of one exchange, {@code flow}, with the lines of the
 * WebSockets, of the HTTP requests and of the application. What was recorded of these three at the same time has no
 * order between them.
 */
final class Flow {
    static final String EXCHANGE = "flow";
    private static final List<String> ENDED_BY_SERVER =
            List.of("forced close", "parse error", "transport error", "ping timeout");

    private Flow() {}

    static String name(JsonNode flow) {
        return flow.get("name").asString() + " (" + flow.get("server").asString() + ")";
    }

    static Observation recorded(JsonNode flow) {
        List<String> wire = new ArrayList<>();
        List<String> http = new ArrayList<>();
        List<String> application = new ArrayList<>();
        Observation observation = new Observation();
        for (JsonNode step : flow.get("steps")) {
            String note = step.path("note").asString("");
            if (step.has("client")) {
                wire.add("> " + message(step.get("client")));
            } else if (step.has("server")) {
                wire.add("< " + message(step.get("server")));
            } else if (step.has("webSocketClosed")) {
                wire.add("closed " + step.get("webSocketClosed").asInt());
            } else if (step.has("http")) {
                http.add(step.get("http").asString());
            } else if (step.has("serverApp")) {
                application.add(step.get("serverApp").asString());
            } else if (step.has("closedAtMsApprox")) {
                observation.put(
                        EXCHANGE, "closed after", step.get("closedAtMsApprox").asString() + " ms");
            } else if (note.startsWith("closed after")) {
                observation.put(EXCHANGE, "closed after", note.substring("closed after ".length()));
            } else if (note.startsWith("200 ")) {
                http.add(note);
            } else if (note.startsWith("[[")) {
                http.add(headers(JsonMapper.shared().readTree(note)));
            }
        }
        observation.put(EXCHANGE, "application", String.join("\n", application));
        observation.put(EXCHANGE, "wire", String.join("\n", wire));
        return observation.put(EXCHANGE, "http", String.join("\n", http));
    }

    /** Returns a text as it stands, and bytes as {@code hex 0102}. */
    static String message(JsonNode message) {
        return message.has("text")
                ? message.get("text").asString()
                : "hex " + message.get("binaryHex").asString();
    }

    /** Tells whether the server ended the last WebSocket by itself. */
    static boolean endsByServer(Observation expected) {
        List<String> application =
                expected.field(EXCHANGE, "application").lines().toList();
        return !application.isEmpty()
                && ENDED_BY_SERVER.stream()
                        .anyMatch(reason ->
                                application.get(application.size() - 1).contains(": " + reason));
    }

    private static String headers(JsonNode headers) {
        return String.join(
                ", ",
                headers.valueStream()
                        .map(header ->
                                header.get(0).asString() + ": " + header.get(1).asString())
                        .sorted(String.CASE_INSENSITIVE_ORDER)
                        .toList());
    }
}
