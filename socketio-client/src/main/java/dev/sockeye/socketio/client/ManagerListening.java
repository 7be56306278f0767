package dev.sockeye.socketio.client;

import dev.sockeye.socketio.protocol.Packet;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Names who is told what happens to a manager's connection. Any thread; listeners run on the handler executor, in order.
 * What they throw is logged.
 */
public sealed interface ManagerListening permits Manager {
    /** Names who is told when the connection is open; namespaces are joined after that. */
    default Manager onOpen(Runnable listener) {
        return with(ManagerEvent.OPEN, listener);
    }

    /** Names who is told when an open connection is closed or lost, with the cause where it is known. */
    default Manager onClose(BiConsumer<DisconnectReason, Optional<String>> listener) {
        return with(ManagerEvent.CLOSE, listener);
    }

    /** Names who is told when the connection could not be opened. */
    default Manager onError(Consumer<ConnectFailedException> listener) {
        return with(ManagerEvent.ERROR, listener);
    }

    /** Names who is told of each ping: of the server, or with protocol 4 of the client. */
    default Manager onPing(Runnable listener) {
        return with(ManagerEvent.PING, listener);
    }

    /** Names who is told how long the server took to answer a ping; protocol 4 only. */
    default Manager onPong(Consumer<Duration> listener) {
        return with(ManagerEvent.PONG, listener);
    }

    /** Names who is told the name of the transport that the connection has moved to. */
    default Manager onUpgrade(Consumer<String> listener) {
        return with(ManagerEvent.TRANSPORT, listener);
    }

    /** Names who is told that the connection is back, and at which attempt. */
    default Manager onReconnect(Consumer<Integer> listener) {
        return with(ManagerEvent.RECONNECT, listener);
    }

    /** Names who is told before each attempt which one it is, from 1; the attempt waits for the listener. */
    default Manager onReconnectAttempt(Consumer<Integer> listener) {
        return with(ManagerEvent.RECONNECT_ATTEMPT, listener);
    }

    /** Names who is told when an attempt to come back has failed. */
    default Manager onReconnectError(Consumer<ConnectFailedException> listener) {
        return with(ManagerEvent.RECONNECT_ERROR, listener);
    }

    /** Names who is told when no further attempt to come back will be made. */
    default Manager onReconnectFailed(Runnable listener) {
        return with(ManagerEvent.RECONNECT_FAILED, listener);
    }

    /** Names who is shown each packet of the server; a listener that is far behind misses some. */
    default Manager onPacket(Consumer<Packet> listener) {
        return with(ManagerEvent.PACKET, listener);
    }

    /** Removes a listener, whatever it listens to; the first one where it was added repeatedly. */
    default Manager off(Object listener) {
        var manager = (Manager) this;
        manager.signals().hooks().remove(listener);
        return manager;
    }

    private Manager with(ManagerEvent event, Object listener) {
        var manager = (Manager) this;
        manager.signals().hooks().add(event, listener);
        return manager;
    }
}
