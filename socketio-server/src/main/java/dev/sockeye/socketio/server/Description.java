package dev.sockeye.socketio.server;

import dev.sockeye.socketio.protocol.ArgumentException;
import dev.sockeye.socketio.server.adapter.HandshakeDetails;
import dev.sockeye.socketio.server.adapter.SocketDetails;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Describes sockets of this node for others. */
final class Description {
    private static final Logger log = LoggerFactory.getLogger(Description.class);

    // As Date.prototype.toString() prints it where the time zone is UTC.
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE MMM dd yyyy HH:mm:ss 'GMT+0000 (Coordinated Universal Time)'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Description() {}

    static SocketDetails of(Socket socket) {
        return new SocketDetails(socket.id(), of(socket.handshake()), socket.rooms(), data(socket));
    }

    static HandshakeDetails of(Handshake handshake) {
        var headers = new LinkedHashMap<String, String>();
        handshake
                .headers()
                .forEach((name, value) ->
                        headers.merge(name.toLowerCase(Locale.ROOT), value, (some, more) -> some + ", " + more));
        var address = handshake.address().getAddress();
        return new HandshakeDetails(
                headers,
                date(handshake.issued()),
                address == null ? handshake.address().getHostString() : address.getHostAddress(),
                handshake.xdomain(),
                handshake.secure(),
                handshake.issued(),
                handshake.url(),
                handshake.query(),
                handshake.auth());
    }

    private static String date(Instant instant) {
        return DATE.format(instant);
    }

    private static JsonNode data(Socket socket) {
        var data = socket.data();
        var encoding = socket.encoding();
        try {
            return encoding.tree(data);
        } catch (ArgumentException e) {
            // What can't be told stays here: it is the application's own, and often not meant to travel.
            log.debug("not all data of a socket can be encoded: {}", e.getMessage());
            var encodable = new LinkedHashMap<String, Object>();
            for (Map.Entry<String, Object> entry : data.entrySet()) {
                try {
                    encodable.put(entry.getKey(), encoding.tree(entry.getValue()));
                } catch (ArgumentException unencodable) {
                    log.trace("left out", unencodable);
                }
            }
            return encoding.tree(encodable);
        }
    }
}
