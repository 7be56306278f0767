package dev.sockeye.socketio.server.adapter;

import java.util.List;

/**
 * Is what several nodes have answered. Immutable.
 *
 * @param received what came
 * @param missing how many nodes did not answer in time
 */
public record Gathered<T>(List<T> received, int missing) {
    /** Copies the list. */
    public Gathered {
        received = List.copyOf(received);
    }

    /** Makes what is gathered where nobody is missing. */
    public static <T> Gathered<T> all(List<T> received) {
        return new Gathered<>(received, 0);
    }
}
