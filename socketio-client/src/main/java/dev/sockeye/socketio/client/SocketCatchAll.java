package dev.sockeye.socketio.client;

import dev.sockeye.socketio.events.EventHandler;
import java.util.List;

/**
 * Listens to all events of a socket, whatever their names are. Any thread; listeners run on the handler executor, in the
 * socket's order. What they throw goes to {@link SocketLife#onError}.
 */
public sealed interface SocketCatchAll permits Socket {
    /** Adds a listener to all events of the server, behind those that are there. It is called before named handlers. */
    default Socket onAny(EventHandler.Any listener) {
        socket().watchers().addIncoming(listener, false);
        return socket();
    }

    /** Adds a listener to all events of the server, before those that are there. */
    default Socket prependAny(EventHandler.Any listener) {
        socket().watchers().addIncoming(listener, true);
        return socket();
    }

    /** Removes a listener to all events of the server; the first one where it was added repeatedly. */
    default Socket offAny(EventHandler.Any listener) {
        socket().watchers().removeIncoming(listener);
        return socket();
    }

    /** Removes all listeners to all events of the server. */
    default Socket offAny() {
        socket().watchers().removeIncoming(null);
        return socket();
    }

    /** Returns the listeners to all events of the server, in their order; a copy. */
    default List<EventHandler.Any> listenersAny() {
        return socket().watchers().incoming();
    }

    /**
     * Adds a listener to all events that are sent, not to acknowledgements. It is called when the event really leaves: one
     * that waits for the connection is shown when that is there, one that is sent again is shown again. A listener that is
     * too slow misses events, of which {@link SocketLife#onError} is told.
     */
    default Socket onAnyOutgoing(EventHandler.Outgoing listener) {
        socket().watchers().addOutgoing(listener, false);
        return socket();
    }

    /** Adds a listener to all events that are sent, before those that are there. */
    default Socket prependAnyOutgoing(EventHandler.Outgoing listener) {
        socket().watchers().addOutgoing(listener, true);
        return socket();
    }

    /** Removes a listener to all events that are sent; the first one where it was added repeatedly. */
    default Socket offAnyOutgoing(EventHandler.Outgoing listener) {
        socket().watchers().removeOutgoing(listener);
        return socket();
    }

    /** Removes all listeners to all events that are sent. */
    default Socket offAnyOutgoing() {
        socket().watchers().removeOutgoing(null);
        return socket();
    }

    /** Returns the listeners to all events that are sent, in their order; a copy. */
    default List<EventHandler.Outgoing> listenersAnyOutgoing() {
        return socket().watchers().outgoing();
    }

    private Socket socket() {
        return (Socket) this;
    }
}
