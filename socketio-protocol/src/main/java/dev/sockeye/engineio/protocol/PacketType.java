package dev.sockeye.engineio.protocol;

/** Lists the types of Engine.IO packets; the ordinal is the number on the wire. */
public enum PacketType {
    /** The handshake, server to client. */
    OPEN,
    /** The end of a session over polling. */
    CLOSE,
    /** A heartbeat, or the probe of an upgrade. */
    PING,
    /** The answer to a ping. */
    PONG,
    /** A message for the layer above. */
    MESSAGE,
    /** The client's decision to move to the transport that it has probed. */
    UPGRADE,
    /** Nothing; releases a pending poll. */
    NOOP
}
