package dev.sockeye.socketio.server.adapter;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Is what nodes tell each other of a socket: a snapshot. Immutable.
 *
 * @param id the socket's public id
 * @param handshake what the client said when it connected
 * @param rooms the rooms that the socket is in, its own included
 * @param data what the application has attached to the socket; an object
 */
public record SocketDetails(String id, HandshakeDetails handshake, Set<String> rooms, JsonNode data) {
    /** Describes the socket without what the application knows of it. */
    @Override
    public String toString() {
        return "SocketDetails[" + rooms.size() + " rooms]";
    }
}
