package dev.sockeye.cli.load;

/** Is told what comes over sessions, on the event loop. */
interface Traffic {
    /** Takes some answers that were as expected; they answer the oldest requests. */
    void replies(Client client, int count);

    /** Is called when all that was read at once has been told. */
    default void readComplete(Client client) {}

    /** Takes a Socket.IO packet that is not an answer; false if nobody expects it. */
    default boolean other(Client client, Payload message) {
        return false;
    }

    /** Is called when the server closed the session or the connection broke; false if nobody expects it. */
    default boolean closed(Client client) {
        return false;
    }
}
