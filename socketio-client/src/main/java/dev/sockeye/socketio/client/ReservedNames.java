package dev.sockeye.socketio.client;

import dev.sockeye.socketio.protocol.EventNames;

/** Refuses the names that belong to the protocol, saying what to use instead. */
final class ReservedNames {
    private ReservedNames() {}

    /** Returns a name that a server can send. */
    static String checkHandler(String event) {
        if (EventNames.isReserved(event)) {
            throw refusal(
                    event,
                    switch (event) {
                        case "connect" -> "onConnect";
                        case "connect_error" -> "onConnectError";
                        case "disconnect", "disconnecting" -> "onDisconnect";
                        default -> "";
                    });
        }
        return event;
    }

    /** Returns a name that may be sent to a server. */
    static String checkEmission(String event) {
        if (EventNames.isReserved(event)) {
            throw refusal(
                    event,
                    switch (event) {
                        case "connect" -> "connect()";
                        case "disconnect", "disconnecting" -> "disconnect()";
                        default -> "";
                    });
        }
        return event;
    }

    private static IllegalArgumentException refusal(String event, String instead) {
        var hint = instead.isEmpty() ? "" : "; use " + instead;
        return new IllegalArgumentException('"' + event + "\" is a reserved event name" + hint);
    }
}
