package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.engineio.server.host.Request;
import java.util.List;
import java.util.Map;

/**
 * Is a client's session: one conversation, whichever transport carries it at the moment. Methods may be called from any
 * thread unless they say otherwise, and never block.
 */
public interface Session {
    /** Returns the session's id: a secret that only its client may know. */
    String id();

    /** Returns the protocol revision that the client chose. */
    EngineRevision revision();

    /** Returns the name of the transport in use: {@code polling} or {@code websocket}. */
    String transport();

    /** Tells whether the session has moved from polling to another transport. */
    boolean upgraded();

    /** Returns the head of the request that opened the session. */
    Request request();

    /** Returns the decoded query of that request; of a repeated parameter the last value. Unmodifiable, ordered. */
    Map<String, String> query();

    /** Returns the serial executor to which this session and all that belongs to it is confined. */
    Lane lane();

    /** Names who is told of messages and of the end. On the lane, within the connection listener. */
    void listener(SessionListener listener);

    /** Returns who is told. On the lane. */
    SessionListener listener();

    /**
     * Sends messages, together and in order; does nothing once the session is closing. From any thread; calls made on
     * the lane while it works off one task leave in one flush.
     */
    void send(List<Message> messages);

    /**
     * Sends messages that may be dropped, all or none of them: while more than {@link EngineOptions#highWaterMark} waits,
     * the oldest such messages that have not begun to leave make room, but for the newest. On the lane.
     */
    void sendExpendable(List<Message> messages);

    /**
     * Holds back what is sent over polling until {@link #uncork()}, but for a few milliseconds at most, so that what
     * answers one request fits one poll. On the lane.
     *
     * @return whether anything is held back; other transports need it not
     */
    boolean cork();

    /** Lets what was held back leave. On the lane. */
    void uncork();

    /** Tells whether a message sent now would leave at once: what volatile messages ask. On the lane. */
    boolean writable();

    /**
     * Returns how many bytes wait to be sent, in our queue and in the network's, with some for the bookkeeping of each
     * message. Any thread; a snapshot.
     */
    long pendingBytes();

    /** Asks for one call of {@link SessionListener#onWritable} as soon as it is true, be it at once. Any thread. */
    void expectWritable();

    /** Stops or resumes taking messages from the client: back-pressure for a slow application. On the lane. */
    void reading(boolean on);

    /** Ends the session with {@link CloseReason#FORCED_CLOSE} after what waits has been sent. */
    void close();

    /**
     * Ends the session with a reason after what waits has been sent; with {@link CloseReason#SERVER_SHUTTING_DOWN} a
     * WebSocket is told that the server goes away.
     */
    void close(CloseReason reason);

    /** Ends the session at once with a reason, dropping what waits. */
    void abort(CloseReason reason);
}
