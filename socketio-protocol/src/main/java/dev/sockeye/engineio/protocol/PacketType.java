package dev.sockeye.engineio.protocol;

/** Lists the types of Engine.IO packets, in the order of their numbers. */
public enum PacketType {
    /** The handshake, server to client. */
    OPEN(0),
    /** The end of a session over polling. */
    CLOSE(1),
    /** A heartbeat, or the probe of an upgrade. */
    PING(2),
    /** The answer to a ping. */
    PONG(3),
    /** A message for the layer above. */
    MESSAGE(4),
    /** The client's decision to move to the transport that it has probed. */
    UPGRADE(5),
    /** Nothing; releases a pending poll. */
    NOOP(6);

    private final int number;

    PacketType(int number) {
        this.number = number;
    }

    /** Returns the number on the wire, 0 to 6. */
    public int number() {
        return number;
    }
}
