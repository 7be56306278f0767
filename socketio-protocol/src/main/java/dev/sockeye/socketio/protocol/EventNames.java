package dev.sockeye.socketio.protocol;

import java.util.Set;

/** Knows the names of events that belong to the protocol itself. */
public final class EventNames {
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private EventNames() {}

    /** Tells whether no peer may emit an event of that name; {@code error} and {@code connection} are ordinary names. */
    public static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }
}
