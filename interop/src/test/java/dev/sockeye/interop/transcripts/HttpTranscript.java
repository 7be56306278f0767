package dev.sockeye.interop.transcripts;

import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads an entry of {@code http-transcripts.json} as an {@link Observation}. Header names are in lower case and without
 * an order. Left out: Date, Keep-Alive, Transfer-Encoding, and Connection unless it is {@code close}. Of Content-Length
 * only the presence is kept, and only where it was recorded: the peer that reads the answers checks the number, and an
 * answer that was recorded in chunks may as well come with its length.
 */
final class HttpTranscript {
    static final String PENDING = "pending";
    static final String CLOSED = "closed";
    private static final Set<String> LEFT_OUT =
            Set.of("date", "keep-alive", "transfer-encoding", "content-length", "connection");

    private HttpTranscript() {}

    static String name(JsonNode transcript) {
        String name = transcript.get("name").asString();
        String server = transcript.get("server").asString();
        return name.contains(server) ? name : name + " (" + server + ")";
    }

    static Observation recorded(JsonNode transcript) {
        Observation observation = new Observation();
        int count = 0;
        for (JsonNode before : transcript.path("before")) {
            String name = "before " + count++;
            observation.put(name, "status", before.get("status").asString());
            if (before.has("responseBody")) {
                observation.put(name, "body", before.get("responseBody").asString());
            }
        }
        exchange(observation, "response", transcript.get("response"));
        transcript.path("related").forEachEntry((name, answer) -> exchange(observation, name, answer));
        return observation;
    }

    static boolean matters(String header, String value) {
        String name = header.toLowerCase(Locale.ROOT);
        return !LEFT_OUT.contains(name) || (name.equals("connection") && value.equals("close"));
    }

    static boolean announcesLength(JsonNode answer) {
        return answer.path("headers")
                .valueStream()
                .anyMatch(header -> header.get(0).asString().equalsIgnoreCase("Content-Length"));
    }

    private static void exchange(Observation observation, String name, JsonNode answer) {
        if (answer.has("result")) {
            observation.put(name, "result", answer.get("result").asString().startsWith("pending") ? PENDING : CLOSED);
            return;
        }
        int status = answer.get("status").asInt();
        observation.put(name, "status", Integer.toString(status));
        for (JsonNode header : answer.get("headers")) {
            if (matters(header.get(0).asString(), header.get(1).asString())) {
                observation.put(
                        name,
                        "header " + header.get(0).asString().toLowerCase(Locale.ROOT),
                        header.get(1).asString());
            }
        }
        if (announcesLength(answer) && status != 204) {
            observation.put(name, "length", "announced");
        }
        JsonNode body = answer.path("body");
        if (body.isObject()) {
            observation.put(name, "body", "base64 " + body.get("base64").asString());
        } else if (body.isString()) {
            observation.put(name, "body", body.asString());
        }
        if (answer.has("webSocketFrames")) {
            observation.put(
                    name,
                    "frames",
                    String.join(
                            "\n",
                            answer.get("webSocketFrames")
                                    .valueStream()
                                    .map(frame -> frame.get("opcode").asString() + " "
                                            + (frame.has("text") ? frame.get("text") : frame.get("base64")).asString())
                                    .toList()));
        }
    }
}
