package dev.sockeye.engineio.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Is what the server tells in the open packet.
 *
 * @param sid the session's id, a secret between the two ends
 * @param upgrades names of the transports that the session can move to
 * @param pingInterval milliseconds between heartbeats
 * @param pingTimeout milliseconds to wait for an answer to a heartbeat
 * @param maxPayload the largest message that the server takes, in bytes; revision 4 only
 */
public record Handshake(
        String sid, List<String> upgrades, long pingInterval, long pingTimeout, OptionalLong maxPayload) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Copies the list. */
    public Handshake {
        upgrades = List.copyOf(upgrades);
    }

    /** Encodes as the JSON object of the open packet, members in the official order. */
    public Bytes encode() {
        var json = new StringBuilder(128).append("{\"sid\":");
        quote(sid, json).append(",\"upgrades\":[");
        for (var i = 0; i < upgrades.size(); i++) {
            quote(upgrades.get(i), i == 0 ? json : json.append(','));
        }
        json.append("],\"pingInterval\":").append(pingInterval);
        json.append(",\"pingTimeout\":").append(pingTimeout);
        maxPayload.ifPresent(bytes -> json.append(",\"maxPayload\":").append(bytes));
        return Bytes.utf8(json.append('}').toString());
    }

    /**
     * Decodes the JSON object of an open packet; unknown members are ignored.
     *
     * @throws EngineProtocolException if it is not such an object
     */
    public static Handshake decode(Bytes json) {
        try {
            var object = MAPPER.readTree(json.array(), json.offset(), json.length());
            var sid = member(object, "sid");
            if (!sid.isString() || sid.stringValue().isEmpty()) {
                throw wrong();
            }
            var limit = object.get("maxPayload");
            return new Handshake(
                    sid.stringValue(),
                    strings(member(object, "upgrades")),
                    number(member(object, "pingInterval")),
                    number(member(object, "pingTimeout")),
                    limit == null ? OptionalLong.empty() : OptionalLong.of(number(limit)));
        } catch (JacksonException e) {
            throw wrong();
        }
    }

    // The sid may be anything that the application made up.
    private static StringBuilder quote(String text, StringBuilder json) {
        json.append('"');
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(c < 0x10 ? "\\u000" : "\\u00").append(Integer.toHexString(c));
            } else {
                json.append(c);
            }
        }
        return json.append('"');
    }

    private static JsonNode member(JsonNode object, String name) {
        var value = object.get(name);
        if (value == null) {
            throw wrong();
        }
        return value;
    }

    private static List<String> strings(JsonNode array) {
        if (!array.isArray()) {
            throw wrong();
        }
        var strings = new ArrayList<String>(array.size());
        for (var element : array) {
            if (!element.isString()) {
                throw wrong();
            }
            strings.add(element.stringValue());
        }
        return strings;
    }

    private static long number(JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw wrong();
        }
        return value.longValue();
    }

    private static EngineProtocolException wrong() {
        return new EngineProtocolException("open packet holds no handshake");
    }
}
