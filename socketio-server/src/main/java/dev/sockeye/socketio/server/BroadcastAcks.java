package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.events.BindingException;
import java.util.List;
import java.util.Optional;

/**
 * Is what the receivers of a broadcast have acknowledged. Immutable.
 *
 * @param responses the acknowledgements, in the order in which they came
 * @param expected how many sockets are known to have been sent the event
 * @param nodes whether all nodes have said how many sockets they have sent it to
 * @param timedOut whether the time was up before all of them had answered or gone
 */
public record BroadcastAcks(List<Response> responses, int expected, boolean nodes, boolean timedOut) {
    /** Copies the list. */
    public BroadcastAcks {
        responses = List.copyOf(responses);
    }

    /**
     * Is the acknowledgement of one socket.
     *
     * @param socketId who has answered; empty where a node of another make does not say
     * @param args the first value that it has answered with; none where there is none
     */
    public record Response(Optional<String> socketId, Args args) {
        /** Describes the answer without the id, which opens the session of a client of protocol 4. */
        @Override
        public String toString() {
            return "Response[" + args + ']';
        }
    }

    /** Returns how many sockets, of those known, have not answered: late ones, and those that have gone. */
    public int missing() {
        return Math.max(0, expected - responses.size());
    }

    /** Tells whether every socket on every node has answered. */
    public boolean complete() {
        return nodes && missing() == 0;
    }

    /**
     * Returns the acknowledgements if there is one of every socket.
     *
     * @throws BroadcastAckException if some are missing; it knows those that came
     */
    public List<Response> orThrow() {
        if (!complete()) {
            throw new BroadcastAckException(this);
        }
        return responses;
    }

    /**
     * Binds the first value of each acknowledgement.
     *
     * @throws BindingException if one is missing, null, or does not fit
     */
    public <T> List<T> values(Class<T> type) {
        return responses.stream().map(response -> response.args().get(0, type)).toList();
    }
}
