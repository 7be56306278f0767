package dev.sockeye.socketio.server.adapter;

/**
 * Is an event with its offset: encoded once for all who get it, at once or later. Made by {@link
 * RecoverableNamespace#number}. Immutable but for what it keeps of its encoding; thread-safe.
 */
public interface NumberedEvent {
    /** Returns the offset, which clients repeat when they come back. */
    String offset();

    /** Returns about how many bytes it takes to keep. */
    long size();
}
