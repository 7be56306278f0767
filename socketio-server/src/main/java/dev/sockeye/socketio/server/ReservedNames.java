package dev.sockeye.socketio.server;

import dev.sockeye.socketio.protocol.EventNames;

/** Refuses the names that belong to the protocol, saying what to use instead. */
final class ReservedNames {
    private ReservedNames() {}

    /** Returns a name that a client can send. */
    static String checkHandler(String event) {
        if (EventNames.isReserved(event)) {
            throw refusal(
                    event,
                    switch (event) {
                        case "connect" -> "onConnection of the server or the namespace";
                        case "disconnect" -> "onDisconnect";
                        case "disconnecting" -> "onDisconnecting";
                        default -> "";
                    });
        }
        return event;
    }

    /** Returns a name that may be sent to a client. */
    static String checkEmission(String event) {
        if (EventNames.isReserved(event)) {
            throw refusal(
                    event,
                    switch (event) {
                        case "disconnect", "disconnecting" -> "disconnect()";
                        case "connect_error" -> "a middleware that refuses";
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
