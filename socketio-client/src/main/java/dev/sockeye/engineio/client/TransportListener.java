package dev.sockeye.engineio.client;

import dev.sockeye.engineio.protocol.Packet;

/** Is told what happens on a transport, on the lane. After one of the last two nothing follows. */
interface TransportListener {
    /** Is called when the transport itself is there, before any packet; a polling transport is there at once. */
    default void onConnected(Transport transport) {}

    /** Takes a packet. */
    void onPacket(Transport transport, Packet packet);

    /** Is called when all packets that were read at once have been handed over. */
    void onReadComplete(Transport transport);

    /** Is called when what was given to it has left. */
    void onSent(Transport transport);

    /** Is called when the server has closed the transport, or it was lost. */
    void onClosed(Transport transport, EngineException cause);

    /** Is called when the transport failed. */
    void onFailed(Transport transport, CloseReason reason, EngineException cause);
}
