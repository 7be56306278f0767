package dev.sockeye.socketio.client;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Names who is told what happens to a socket. Any thread; listeners run on the handler executor, in the socket's order. What
 * they throw goes to {@link #onError}.
 */
public sealed interface SocketLife permits Socket {
    /**
     * Names who is told when the namespace is joined, also each time that the connection is back. What was missed is handled
     * and what has waited is sent before.
     */
    default Socket onConnect(Runnable listener) {
        return with(SocketSignals.Kind.CONNECT, listener);
    }

    /** Names who is told when the socket is disconnected; runs after the events that came before. */
    default Socket onDisconnect(Consumer<DisconnectReason> listener) {
        BiConsumer<DisconnectReason, Optional<String>> both = (reason, description) -> listener.accept(reason);
        return with(SocketSignals.Kind.DISCONNECT, both);
    }

    /**
     * Names who is told when the socket is disconnected, with more about the cause where more is known. As officially, the
     * loss of a connection is also told where the namespace was asked for but not joined yet.
     */
    default Socket onDisconnect(BiConsumer<DisconnectReason, Optional<String>> listener) {
        return with(SocketSignals.Kind.DISCONNECT, listener);
    }

    /** Names who is told when the socket could not be connected: with what the server said, and whether it is tried again. */
    default Socket onConnectError(Consumer<ConnectFailedException> listener) {
        return with(SocketSignals.Kind.CONNECT_ERROR, listener);
    }

    /** Names who is told when handlers fail, arguments do not fit, packets can't be decoded. Without one, the log is. */
    default Socket onError(Consumer<ClientError> listener) {
        return with(SocketSignals.Kind.ERROR, listener);
    }

    /** Names who is told which events will never be sent; of volatile ones nobody is. */
    default Socket onDropped(Consumer<DroppedEvent> listener) {
        return with(SocketSignals.Kind.DROPPED, listener);
    }

    /** Removes a listener, whatever it listens to; the first one where it was added repeatedly. */
    default Socket offListener(Object listener) {
        var socket = (Socket) this;
        socket.signals().hooks().remove(listener);
        return socket;
    }

    private Socket with(SocketSignals.Kind kind, Object listener) {
        var socket = (Socket) this;
        socket.signals().hooks().add(kind, listener);
        return socket;
    }
}
