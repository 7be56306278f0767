package dev.sockeye.engineio.netty;

/** Tells which end of a WebSocket this is: clients mask what they send, servers must not (RFC 6455, section 5.1). */
public enum WebSocketRole {
    /** Expects masked frames, sends unmasked ones. */
    SERVER,
    /** Expects unmasked frames, sends masked ones. */
    CLIENT
}
