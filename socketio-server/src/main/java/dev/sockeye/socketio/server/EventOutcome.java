package dev.sockeye.socketio.server;

/** Lists what can become of an event that a client sends. */
public enum EventOutcome {
    /** Its handlers returned. */
    HANDLED,
    /** A handler threw. */
    FAILED,
    /** An argument did not fit the type that a handler wants. */
    INVALID,
    /** A packet middleware or a handler refused it. */
    REFUSED,
    /** It has no handler. */
    UNHANDLED
}
