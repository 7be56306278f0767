package dev.sockeye.socketio.client;

import dev.sockeye.socketio.protocol.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the events that come before the namespace is joined: what a socket missed. Confined to the strand. */
final class ReceiveBuffer {
    private final ClientLimits limits;
    private @Nullable List<Packet.Event> events;
    private long bytes;

    ReceiveBuffer(ClientLimits limits) {
        this.limits = limits;
    }

    /** Keeps an event; tells whether there was room. */
    boolean add(Packet.Event event) {
        if (events == null) {
            events = new ArrayList<>();
        }
        bytes += event.arguments().encodedSize();
        if (events.size() >= limits.receivedEvents() || bytes > limits.receivedBytes()) {
            clear();
            return false;
        }
        events.add(event);
        return true;
    }

    List<Packet.Event> take() {
        var all = events;
        clear();
        return all == null ? List.of() : all;
    }

    void clear() {
        events = null;
        bytes = 0;
    }
}
