package dev.sockeye.engineio.server;

/** Carries a session's packets. Two kinds for ever: polling, and frames. Confined to the session's lane. */
sealed interface Transport permits PollingTransport, FrameTransport {
    /** Returns the name by which the protocol knows it; any thread. */
    String name();

    /** Tells whether a batch sent now would leave now. */
    boolean writable();

    /** Sends a batch while {@link #writable}; the session is told when it has left. */
    void send(Outbox.Batch batch);

    /** Returns above how many bytes the next batch should hold no second packet. */
    default long batchLimit() {
        return Long.MAX_VALUE;
    }

    /** Tells whether everything sent has left. */
    boolean idle();

    /** Stops or resumes taking packets from the client. */
    void reading(boolean on);

    /** Ends whatever is open towards the client, in the way that the reason wants; nothing is told afterwards. */
    void close(CloseReason reason);
}
