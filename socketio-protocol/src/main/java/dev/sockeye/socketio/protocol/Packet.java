package dev.sockeye.socketio.protocol;

import java.util.Objects;
import java.util.OptionalLong;

/** Is a Socket.IO packet: an immutable value, the same for both revisions and for every parser. */
public sealed interface Packet {
    /** Returns the namespace, {@code /} or a name that begins with it; with its query where revision 4 sends one. */
    String namespace();

    /**
     * Joins a namespace, or tells that it was joined.
     *
     * @param data one value: the auth object, or the {@code sid}; none when empty
     */
    record Connect(String namespace, Arguments data) implements Packet {}

    /**
     * Refuses a namespace; in revision 4 any error.
     *
     * @param data one value: {@code {message, data}} in revision 5, anything in revision 4; none when empty
     */
    record ConnectError(String namespace, Arguments data) implements Packet {}

    /** Leaves a namespace. */
    record Disconnect(String namespace) implements Packet {}

    /**
     * Is an event.
     *
     * @param name the event's name; a number on the wire is its text here
     * @param arguments what follows the name
     * @param id the id under which the sender awaits an acknowledgement
     */
    record Event(String namespace, String name, Arguments arguments, OptionalLong id) implements Packet {
        /** Checks for null. */
        public Event {
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * Answers an event.
     *
     * @param id the id that the event carried
     */
    record Ack(String namespace, long id, Arguments arguments) implements Packet {}
}
