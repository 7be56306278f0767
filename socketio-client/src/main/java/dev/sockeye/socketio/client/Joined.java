package dev.sockeye.socketio.client;

import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.protocol.SocketRevision;
import org.jspecify.annotations.Nullable;

/**
 * Is what the server tells of a namespace that is joined.
 *
 * @param id the socket's id
 * @param privateId with which the socket may go on where it was, if the server can do that
 */
record Joined(String id, @Nullable String privateId) {
    /** Reads a packet; null where it has no id, which servers of 2.x do not tell and newer ones always do. */
    static @Nullable Joined read(Packet.Connect packet, Connection connection) {
        if (connection.revision() == SocketRevision.V4) {
            return implied(packet.namespace(), connection);
        }
        if (packet.data().size() == 0) {
            return null;
        }
        var data = packet.data().tree(0);
        var id = data.path("sid");
        if (!id.isString()) {
            return null;
        }
        var privateId = data.path("pid");
        return new Joined(id.stringValue(), privateId.isString() ? privateId.stringValue() : null);
    }

    /** Makes the id as both ends of protocol 4 do. */
    static Joined implied(String namespace, Connection connection) {
        var session = connection.sessionId();
        return new Joined(namespace.equals("/") ? session : namespace + "#" + session, null);
    }
}
