package dev.sockeye.interop.transcripts;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a recording says about its server.
 *
 * @param version of the official package that was recorded
 * @param config its options, with callbacks described in words; and {@code bytes}, the number of bytes that {@code bin}
 *     sends, which was four in the recorded requests and three in the recorded flows
 */
record Setup(String version, ObjectNode config) {
    private static final Map<String, String> FLOW_OPTIONS = Map.of(
            "ws frame larger than maxHttpBufferSize=100", "maxHttpBufferSize=100",
            "heartbeat timing interval 300 timeout 200: silent ws client", "pingInterval=300 pingTimeout=200",
            "heartbeat: message at 200 ms only", "pingInterval=300 pingTimeout=200",
            "heartbeat: message at 400 ms while waiting for the pong", "pingInterval=300 pingTimeout=200",
            "connectTimeout 400: no CONNECT but pong", "pingInterval=300 pingTimeout=200 connectTimeout=400",
            "polling, silent: open poll at ping timeout", "pingInterval=300 pingTimeout=200");

    /** Reads the setup of an entry of {@code http-transcripts.json}. */
    static Setup ofTranscript(JsonNode transcript) {
        JsonNode config = transcript.get("config");
        ObjectNode options = config.isObject() ? (ObjectNode) config.deepCopy() : JsonNodeFactory.instance.objectNode();
        if (config.asString("").contains("root namespace middleware")) {
            options.put("rootMiddleware", true);
        }
        return new Setup(transcript.get("server").asString(), options.put("bytes", 4));
    }

    /** Reads the setup of an entry of {@code ws-flows.json}, which stands in its server and its name. */
    static Setup ofFlow(JsonNode flow) {
        ObjectNode options =
                JsonNodeFactory.instance.objectNode().put("upgradeTimeout", 600).put("bytes", 3);
        String[] server = flow.get("server").asString().split(" ");
        if (server.length > 1) {
            options.put(server[1], true);
        }
        String more = FLOW_OPTIONS.getOrDefault(flow.get("name").asString(), "");
        for (String option : more.isEmpty() ? new String[0] : more.split(" ")) {
            String[] pair = option.split("=");
            options.put(pair[0], Integer.parseInt(pair[1]));
        }
        return new Setup(server[0], options);
    }
}
