package dev.sockeye.cli.connect;

import dev.sockeye.socketio.events.Ack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** Keeps the events whose sender waits for an acknowledgement. Guarded by this. */
final class Questions {
    private static final int MOST = 1_000;

    private final Map<Integer, Ack> open = new LinkedHashMap<>();
    private final boolean automatic;
    private int last;

    /** Makes them; automatic ones are acknowledged with nothing at once. */
    Questions(boolean automatic) {
        this.automatic = automatic;
    }

    /** Takes an event; returns the number under which it is kept, if it waits. */
    OptionalInt take(Ack ack) {
        if (!ack.wanted()) {
            return OptionalInt.empty();
        }
        if (automatic) {
            ack.send();
            return OptionalInt.empty();
        }
        return OptionalInt.of(keep(ack));
    }

    private synchronized int keep(Ack ack) {
        if (open.size() == MOST) {
            open.remove(open.keySet().iterator().next());
        }
        open.put(++last, ack);
        return last;
    }

    /**
     * Acknowledges an event.
     *
     * @throws OrderException if there is no such event, or if it was answered before
     */
    void answer(int number, List<JsonNode> values) {
        var ack = find(number)
                .orElseThrow(() -> new OrderException(
                        "answer " + number + ": no event waits for it (expected: " + waiting() + ")"));
        ack.send(values.toArray());
    }

    private synchronized Optional<Ack> find(int number) {
        return Optional.ofNullable(open.remove(number));
    }

    private synchronized String waiting() {
        if (open.isEmpty()) {
            return "a number shown with an event";
        }
        return String.join(
                ", ", open.keySet().stream().limit(10).map(String::valueOf).toList());
    }

    synchronized List<String> numbers() {
        return open.keySet().stream().map(String::valueOf).toList();
    }
}
