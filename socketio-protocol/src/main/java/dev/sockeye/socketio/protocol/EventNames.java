package dev.sockeye.socketio.protocol;

/** Knows the names of events that belong to the protocol itself. */
public final class EventNames {
    private EventNames() {}

    /** Tells whether no peer may emit an event of that name; {@code error} and {@code connection} are ordinary names. */
    public static boolean isReserved(String name) {
        return switch (name) {
            case "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener" -> true;
            default -> false;
        };
    }
}
