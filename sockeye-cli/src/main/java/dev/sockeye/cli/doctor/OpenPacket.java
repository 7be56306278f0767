package dev.sockeye.cli.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Is what a server says first.
 *
 * @param eio the revision in whose form it says it
 * @param sid the session's id, which is secret
 * @param upgrades the transports that it offers beside this one
 * @param pingInterval time between heartbeats
 * @param pingTimeout time to wait for a heartbeat's answer
 */
record OpenPacket(int eio, String sid, List<String> upgrades, Duration pingInterval, Duration pingTimeout) {
    private static final Pattern OLD = Pattern.compile("(?s)(\\d{1,6}):0(\\{.*)");
    private static final long MOST_MILLIS = 86_400_000;

    /** Reads the body of an answer to a polling handshake. */
    static Optional<OpenPacket> ofBody(String body) {
        var old = OLD.matcher(body);
        if (old.matches()) {
            var length =
                    Math.min(Integer.parseInt(old.group(1)) - 1, old.group(2).length());
            return length < 2 ? Optional.empty() : read(3, old.group(2).substring(0, length));
        }
        return body.startsWith("0{") ? read(4, body.substring(1).split("\u001e", 2)[0]) : Optional.empty();
    }

    /** Reads the first text of a WebSocket. */
    static Optional<OpenPacket> ofText(int eio, String text) {
        return text.startsWith("0{") ? read(eio, text.substring(1)) : Optional.empty();
    }

    private static Optional<OpenPacket> read(int eio, String json) {
        try {
            var node = JsonMapper.shared().readTree(json);
            var sid = node.path("sid").asString("");
            if (!sid.matches("[!-~]{1,200}")) {
                return Optional.empty();
            }
            var upgrades = node.path("upgrades")
                    .valueStream()
                    .map(value -> value.asString(""))
                    .limit(10)
                    .toList();
            return Optional.of(
                    new OpenPacket(eio, sid, upgrades, millis(node, "pingInterval"), millis(node, "pingTimeout")));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Duration millis(JsonNode node, String name) {
        return Duration.ofMillis(
                Math.max(0, Math.min(MOST_MILLIS, node.path(name).asLong(0))));
    }
}
