package dev.sockeye.cli.load;

import java.util.Locale;

/** Names the way by which sessions come to be and messages go. */
public enum Route {
    /** Over HTTP requests. */
    POLLING,
    /** Over a WebSocket from the start. */
    WEBSOCKET,
    /** Over polling first and then an upgrade to WebSocket, as clients do by default. */
    UPGRADE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
