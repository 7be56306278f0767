package dev.sockeye.cli.load;

import java.util.Locale;

/** Names a kind of load. */
public enum Scenario {
    /** Opens sessions, joins the namespace and closes them, over and over. */
    HANDSHAKE(50, 1),
    /** Emits a text and awaits an event with the same text. */
    ECHO(50, 16),
    /** Emits a text and awaits its acknowledgement with the same text. */
    ACK(50, 16),
    /** Emits a JSON object that the server passes back untouched. */
    OBJECT(50, 16),
    /** Emits a JSON object that the server reads into a value of its language and writes again. */
    RECORD(50, 16),
    /** Emits bytes and awaits an event with the same bytes. */
    BINARY(50, 16),
    /** Has the server send an event to all connections. */
    BROADCAST(1_000, 1),
    /** Has the server send events to rooms that the connections are in. */
    ROOM(1_000, 1),
    /** Opens connections and leaves them alone. */
    IDLE(1_000, 1),
    /** Loses all connections at once and opens them again. */
    STORM(1_000, 1),
    /** Broadcasts while some receivers do not read, and times echoes of the others. */
    SLOW(1_000, 1);

    private final int connections;
    private final int window;

    Scenario(int connections, int window) {
        this.connections = connections;
        this.window = window;
    }

    /** Returns how many connections there are unless another number is asked for. */
    public int connections() {
        return connections;
    }

    /** Returns how many messages are under way at once unless another number is asked for. */
    public int window() {
        return window;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Tells whether a connection awaits answers to what it sends. */
    boolean echoes() {
        return switch (this) {
            case ECHO, ACK, OBJECT, RECORD, BINARY -> true;
            default -> false;
        };
    }
}
