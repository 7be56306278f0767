package dev.sockeye.socketio.server;

import dev.sockeye.engineio.protocol.EngineRevision;

/** Is the connection that carries a socket, and perhaps others of the same client. Thread-safe. */
public interface Conn {
    /** Returns the name of the transport in use: {@code polling} or {@code websocket}. */
    String transport();

    /** Tells whether the connection has moved from polling to another transport. */
    boolean upgraded();

    /** Returns the Engine.IO revision that the client speaks: 3 for Socket.IO 2.x, 4 for 3.x and 4.x. */
    EngineRevision revision();

    /**
     * Returns how many bytes wait to be sent: those on their way to the I/O thread, queued and not yet taken by the network,
     * with some for the bookkeeping of each message; a snapshot. Broadcasts count from when they reach the I/O thread.
     */
    long pendingBytes();

    /**
     * Tells whether less waits than {@link dev.sockeye.engineio.server.EngineOptions#highWaterMark}. Where not, {@link
     * Socket#onWritable} will be called once little waits again.
     */
    boolean writable();

    /** Returns how many events were dropped because they were volatile, or by the {@link SlowReceiverPolicy}. */
    long dropped();

    /** Closes the connection, for all its sockets: they see {@link DisconnectReason#FORCED_CLOSE}, the client reconnects. */
    void close();
}
