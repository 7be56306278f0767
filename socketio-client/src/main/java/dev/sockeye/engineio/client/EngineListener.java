package dev.sockeye.engineio.client;

import dev.sockeye.engineio.protocol.Handshake;
import dev.sockeye.engineio.protocol.Message;
import java.time.Duration;

/** Is told what happens to a connection, on its lane; must not block. Where it throws, its connection is ended. */
public interface EngineListener {
    /** Is called when the server has opened the session; what is sent from here leaves first. */
    void onOpen(Engine engine, Handshake handshake);

    /** Takes a message. */
    void onMessage(Message message);

    /** Is called when all messages that were read at once have been handed over. */
    default void onReadComplete() {}

    /** Is called for a ping of the server: revision 4. It is answered already. */
    default void onPing() {}

    /** Is called when a ping leaves: revision 3. */
    default void onPingSent() {}

    /** Is called for the answer to a ping: revision 3. */
    default void onPong(Duration latency) {}

    /** Is called when the connection has moved to another transport. */
    default void onUpgrade(String transport) {}

    /** Is called when the connection could not move; it goes on where it is. */
    default void onUpgradeFailed(EngineException reason) {}

    /** Is called when {@link Engine#writable} has turned true and nothing waits. */
    default void onDrain() {}

    /** Is called last and exactly once, also where the connection could not be opened. */
    void onClose(EngineClosed closed);
}
