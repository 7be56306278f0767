package dev.sockeye.engineio.server;

import java.util.Optional;

/**
 * Is the answer of {@code allowRequest}: whether a handshake may open a session. Immutable.
 *
 * @param admitted whether it may
 * @param message what a refused client is told; {@code Forbidden} where this is empty
 */
public record Admission(boolean admitted, Optional<String> message) {
    private static final Admission ADMITTED = new Admission(true, Optional.empty());
    private static final Admission REFUSED = new Admission(false, Optional.empty());

    /** Lets the handshake go on. */
    public static Admission admit() {
        return ADMITTED;
    }

    /** Refuses the handshake with the official message. */
    public static Admission refuse() {
        return REFUSED;
    }

    /** Refuses the handshake with a message of its own, which the client sees. */
    public static Admission refuse(String message) {
        return new Admission(false, Optional.of(message));
    }
}
