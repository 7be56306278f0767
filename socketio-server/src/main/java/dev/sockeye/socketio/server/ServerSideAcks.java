package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.events.BindingException;
import java.util.List;

/**
 * Is what other nodes have answered to an event. Immutable.
 *
 * @param responses the answers, in the order in which they came; of each the first value, none where there is none
 * @param missing how many nodes have not answered in time
 */
public record ServerSideAcks(List<Args> responses, int missing) {
    /** Copies the list. */
    public ServerSideAcks {
        responses = List.copyOf(responses);
    }

    /** Tells whether all nodes have answered. */
    public boolean complete() {
        return missing == 0;
    }

    /**
     * Binds the first value of each answer.
     *
     * @throws BindingException if one is missing, null, or does not fit
     */
    public <T> List<T> values(Class<T> type) {
        return responses.stream().map(response -> response.get(0, type)).toList();
    }
}
