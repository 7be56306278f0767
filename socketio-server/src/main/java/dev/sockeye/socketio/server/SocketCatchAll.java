package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.EventHandler;
import java.util.List;

/**
 * Listens to all events of a socket, whatever their names are. Any thread; listeners run on the handler executor, in the
 * socket's order. What they throw goes to the error hook.
 */
public sealed interface SocketCatchAll permits Socket {
    /**
     * Adds a listener to all events that the client sends, behind those that are there. It is called before packet
     * middlewares and named handlers, also for events that are then refused and for those that nobody handles.
     */
    default Socket onAny(EventHandler.Any listener) {
        socket().watchers().addIncoming(listener, false);
        return socket();
    }

    /** Adds a listener to all events that the client sends, before those that are there. */
    default Socket prependAny(EventHandler.Any listener) {
        socket().watchers().addIncoming(listener, true);
        return socket();
    }

    /** Removes a listener to all events that the client sends; the first one where it was added repeatedly. */
    default Socket offAny(EventHandler.Any listener) {
        socket().watchers().removeIncoming(listener);
        return socket();
    }

    /** Removes all listeners to all events that the client sends. */
    default Socket offAny() {
        socket().watchers().removeIncoming(null);
        return socket();
    }

    /** Returns the listeners to all events that the client sends, in their order; a copy. */
    default List<EventHandler.Any> listenersAny() {
        return socket().watchers().incoming();
    }

    /**
     * Adds a listener to all events that are sent to this socket, by itself or by a broadcast that reaches it; not to
     * acknowledgements. It is called once for each event, beside the sending, which does not wait for it; also for volatile
     * events that are then dropped. A listener that is too slow misses events, of which the error hook is told.
     */
    default Socket onAnyOutgoing(EventHandler.Outgoing listener) {
        socket().watchers().addOutgoing(listener, false);
        return socket();
    }

    /** Adds a listener to all events that are sent to this socket, before those that are there. */
    default Socket prependAnyOutgoing(EventHandler.Outgoing listener) {
        socket().watchers().addOutgoing(listener, true);
        return socket();
    }

    /** Removes a listener to all events that are sent to this socket; the first one where it was added repeatedly. */
    default Socket offAnyOutgoing(EventHandler.Outgoing listener) {
        socket().watchers().removeOutgoing(listener);
        return socket();
    }

    /** Removes all listeners to all events that are sent to this socket. */
    default Socket offAnyOutgoing() {
        socket().watchers().removeOutgoing(null);
        return socket();
    }

    /** Returns the listeners to all events that are sent to this socket, in their order; a copy. */
    default List<EventHandler.Outgoing> listenersAnyOutgoing() {
        return socket().watchers().outgoing();
    }

    private Socket socket() {
        return (Socket) this;
    }
}
