package dev.sockeye.engineio.protocol;

import java.util.List;
import java.util.OptionalLong;

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
    /** Copies the list. */
    public Handshake {
        upgrades = List.copyOf(upgrades);
    }

    /** Encodes as the JSON object of the open packet, members in the official order. */
    public Bytes encode() {
        throw new UnsupportedOperationException();
    }

    /**
     * Decodes the JSON object of an open packet; unknown members are ignored.
     *
     * @throws EngineProtocolException if it is not such an object
     */
    public static Handshake decode(Bytes json) {
        throw new UnsupportedOperationException();
    }
}
