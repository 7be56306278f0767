package dev.sockeye.socketio.server;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Names who is told when a socket disconnects. Any thread; what is named runs on the handler executor. */
public sealed interface SocketEnd permits Socket {
    /** Names who is told when the socket begins to disconnect, while {@link Socket#rooms()} still answers as before. */
    default Socket onDisconnecting(Consumer<DisconnectReason> handler) {
        return onDisconnecting((reason, description) -> handler.accept(reason));
    }

    /**
     * Names who is told when the socket begins to disconnect, with more about the cause where there is more to say: a fixed
     * text that holds nothing of what the client sent.
     */
    Socket onDisconnecting(BiConsumer<DisconnectReason, Optional<String>> handler);

    /** Names who is told when the socket is disconnected; runs after the events that came before. */
    default Socket onDisconnect(Consumer<DisconnectReason> handler) {
        return onDisconnect((reason, description) -> handler.accept(reason));
    }

    /**
     * Names who is told when the socket is disconnected, with more about the cause where there is more to say: a fixed text
     * that holds nothing of what the client sent.
     */
    Socket onDisconnect(BiConsumer<DisconnectReason, Optional<String>> handler);
}
