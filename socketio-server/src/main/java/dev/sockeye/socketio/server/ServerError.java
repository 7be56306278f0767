package dev.sockeye.socketio.server;

import java.util.Optional;

/**
 * Is what the error hook is told. Immutable.
 *
 * @param kind what was being done
 * @param cause what was thrown
 * @param socket the socket for which it was done
 * @param event the name of the event that was being handled; the client chose it
 */
public record ServerError(Kind kind, Throwable cause, Optional<Socket> socket, Optional<String> event) {
    /** Lists what can go wrong. */
    public enum Kind {
        /** An event handler threw. */
        EVENT_HANDLER,
        /** An argument did not fit the type that a handler wants: mostly the client's fault. */
        BINDING,
        /** A packet middleware or a handler refused an event. */
        REFUSED,
        /** A client sent what can't be decoded; its connection is closed. */
        DECODING,
        /** A connection handler threw. */
        CONNECTION_HANDLER,
        /** A disconnection handler threw. */
        DISCONNECT_HANDLER,
        /** A middleware threw something other than a refusal, or did not answer in time. */
        MIDDLEWARE,
        /** A matcher of namespaces threw, or did not answer in time. */
        MATCHER,
        /** A handler of new namespaces threw. */
        NAMESPACE_HANDLER,
        /** The handler executor refused work. */
        EXECUTOR,
        /** The adapter failed. */
        ADAPTER,
        /** More waits in a queue than its limit allows; told once until there is room again, while more is dropped. */
        OVERLOAD,
        /** What was to run when a connection is writable again threw. */
        WRITABLE_HANDLER,
        /** A server listener threw. */
        LISTENER
    }

    /** Names kind and cause. */
    @Override
    public String toString() {
        return kind + ": " + cause;
    }
}
