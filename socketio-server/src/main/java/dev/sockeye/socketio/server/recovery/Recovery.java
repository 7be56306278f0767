package dev.sockeye.socketio.server.recovery;

/** Lists what became of a client's wish to go on where its last connection ended. */
public enum Recovery {
    /** The client had no such wish, or recovery is off. */
    NONE,
    /** The socket has its id, rooms and data back, and its client what it missed. */
    RECOVERED,
    /** What the client sent to be recognised can't be ours. */
    INVALID,
    /** Nothing is known of the session: the server was restarted, or the client came to another one. */
    UNKNOWN_SESSION,
    /** The session ended for good: the client or the server took the socket off the namespace. */
    ENDED,
    /** The client goes on over another connection: this one is ended, and has no socket. */
    TAKEN_OVER,
    /** The client was away for too long. */
    EXPIRED,
    /** The session made room for others; see {@link RecoveryOptions#maxSessions}. */
    EVICTED,
    /** The client names an event that was never sent to it. */
    OFFSET_UNKNOWN,
    /** Some of what the client missed is no longer kept; see {@link RecoveryOptions#maxBytes}. */
    LOG_OVERRUN,
    /** What the client missed is more than may wait for one connection. */
    TOO_MUCH_MISSED,
    /** The adapter failed. */
    FAILED
}
