package dev.sockeye.engineio.client;

import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Handshake;
import dev.sockeye.engineio.protocol.Message;
import java.util.List;
import java.util.Optional;

/**
 * Is one connection to a server, from its first attempt to its end; whoever wants another one opens another one. Made by
 * {@link EngineClient#open}. Any thread, unless said otherwise; no method blocks.
 */
public interface Engine {
    /** Returns the lane to which the connection is confined, and on which its listener is called. */
    Lane lane();

    /** Returns the revision that this connection speaks. */
    EngineRevision revision();

    /** Returns what the server told when it opened the session; empty until then. */
    Optional<Handshake> handshake();

    /** Returns the name of the transport in use: {@code polling} or {@code websocket}. */
    String transport();

    /**
     * Sends messages, in order; those of one call leave together where the transport can do that. They wait while the
     * connection opens or changes its transport, and are dropped once it closes.
     */
    void send(List<Message> messages);

    /** Tells whether what is sent now would be handed to the network at once. */
    boolean writable();

    /** Returns how many bytes of messages were sent but not yet taken by the network. */
    long pendingBytes();

    /**
     * Stops or resumes reading, so that a server that sends too much is slowed down. The server is not given up for its
     * silence meanwhile; but a server of revision 4 pings, and gives up a client that does not read its pings for too long.
     * On the lane.
     */
    void reading(boolean on);

    /**
     * Closes when what waits has been sent, within the close timeout; the reason is {@link CloseReason#FORCED_CLOSE}. Does
     * nothing when the connection is closed or closing. Nothing that is sent after this call leaves. On the lane the listener
     * may be told of the end before this call returns.
     */
    void close();

    /**
     * Ends the connection at once for a reason of the layer above; what waits is dropped. On the lane the listener is told of
     * the end before this call returns.
     */
    void abort(CloseReason reason);
}
