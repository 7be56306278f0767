package dev.sockeye.cli;

import java.util.Locale;

/** Lists the transports that can be chosen. */
enum TransportName {
    POLLING,
    WEBSOCKET;

    /** Returns the name as it is typed, and as it stands on the wire. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
