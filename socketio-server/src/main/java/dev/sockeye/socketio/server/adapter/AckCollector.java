package dev.sockeye.socketio.server.adapter;

import dev.sockeye.socketio.protocol.Arguments;

/**
 * Takes what comes of a broadcast that asks for acknowledgements. Thread-safe; its methods return at once, run no code of
 * the application, and may be called in any order.
 *
 * <p>It is over when all nodes have said how many sockets they have sent it to and all of these have answered or been
 * given up; or when the time is up. What comes later is ignored.
 */
public interface AckCollector {
    /** Takes how many sockets a node has sent the event to. */
    void counted(int receivers);

    /** Takes the answer of a socket. */
    void answered(String socketId, Arguments answer);

    /** Takes an answer of which it is not known whose it is. */
    void answered(Arguments answer);

    /** Takes that some of the sockets that were counted will not answer any more. */
    void missed(int receivers);

    /** Has something run when it is over; at once, where it is over already. Must not block. */
    void onDone(Runnable cleanup);
}
