package dev.sockeye.socketio.events;

import org.jspecify.annotations.Nullable;

/**
 * Answers an event. Only the first answer is sent; later ones, and those for a socket that has gone, do nothing. Any
 * thread, also after the handler has returned.
 */
public interface Ack {
    /** Tells whether the sender wants an answer. */
    boolean wanted();

    /**
     * Answers with any number of values, binary ones included.
     *
     * @throws dev.sockeye.socketio.protocol.ArgumentException if a value can't be encoded; nothing is sent then
     */
    void send(@Nullable Object... values);

    /** Answers with arguments as they were received. */
    void send(Args args);

    /** Returns what answers nobody. */
    static Ack unwanted() {
        return UnwantedAck.INSTANCE;
    }
}
