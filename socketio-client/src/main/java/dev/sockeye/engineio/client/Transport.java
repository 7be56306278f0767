package dev.sockeye.engineio.client;

/** Carries packets, in order. Confined to the lane; tells its {@link TransportListener} what comes of it. */
interface Transport {
    String POLLING = "polling";
    String WEBSOCKET = "websocket";

    /** Returns the official name. */
    String name();

    /** Begins to connect. */
    void open();

    /** Tells whether it takes packets now. */
    boolean writable();

    /** Sends what waits, or as much of it as goes at once; the listener is told when that has left. When writable only. */
    void send(Outbox outbox);

    /** Stops or resumes reading. */
    void reading(boolean on);

    /** Tells the server that this is the end, and lets go within the close timeout. The listener is told nothing more. */
    void close();

    /** Lets go at once. The listener is told nothing more. */
    void abort();
}
