package dev.sockeye.socketio.client;

import dev.sockeye.socketio.events.Args;

/**
 * Is an event that was emitted and will never be sent. Immutable.
 *
 * @param event its name
 * @param args its arguments
 * @param reason why it was dropped
 */
public record DroppedEvent(String event, Args args, Reason reason) {
    /** Lists why events are dropped. */
    public enum Reason {
        /** More events waited than {@link ClientLimits#bufferedEvents} or {@link ClientLimits#bufferedBytes} allow. */
        BUFFER_FULL("more waits than the send buffer may hold"),
        /** It waited for longer than {@link ClientLimits#bufferedAge}. */
        TOO_OLD("it waited for too long"),
        /** The application cleared the buffer. */
        CLEARED("the send buffer was cleared"),
        /** It was sent {@code retries + 1} times and never acknowledged. */
        RETRIES_EXHAUSTED("it was not acknowledged, and may not be sent again"),
        /** It was volatile and could not leave at once; only its acknowledgement is told. */
        VOLATILE("it could not be sent at once"),
        /** The client is closed. */
        CLOSED("the client is closed");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** Returns the reason in words. */
        public String text() {
            return text;
        }
    }
}
