package dev.sockeye.socketio.client;

import dev.sockeye.socketio.events.BindingException;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners of a socket what happens to it, in the socket's order. Told on the strand, errors by any thread. */
final class SocketSignals {
    private static final Logger log = LoggerFactory.getLogger(Socket.class);

    private final Socket socket;
    private final Hooks<Kind> hooks = new Hooks<>();

    /** Lists what the listeners are told. */
    enum Kind {
        CONNECT,
        DISCONNECT,
        CONNECT_ERROR,
        ERROR,
        DROPPED
    }

    SocketSignals(Socket socket) {
        this.socket = socket;
    }

    Hooks<Kind> hooks() {
        return hooks;
    }

    void connected() {
        this.<Runnable>tell(Kind.CONNECT, Runnable::run);
    }

    void disconnected(DisconnectReason reason, Optional<String> description) {
        this.<BiConsumer<DisconnectReason, Optional<String>>>tell(
                Kind.DISCONNECT, listener -> listener.accept(reason, description));
    }

    void connectError(ConnectFailedException failure) {
        if (hooks.any(Kind.CONNECT_ERROR)) {
            this.<Consumer<Object>>tell(Kind.CONNECT_ERROR, listener -> listener.accept(failure));
        } else {
            log.debug("{} could not be connected: {}", socket, failure.getMessage());
        }
    }

    void dropped(Outgoing event, DroppedEvent.Reason reason) {
        if (hooks.any(Kind.DROPPED)) {
            var dropped = new DroppedEvent(event.event, socket.encoding().args(event.arguments), reason);
            this.<Consumer<Object>>tell(Kind.DROPPED, listener -> listener.accept(dropped));
        } else {
            log.debug("{} drops an event: {}", socket, reason.text());
        }
    }

    private <L> void tell(Kind kind, Hooks.Call<L> call) {
        if (hooks.any(kind)) {
            socket.mailbox().add(() -> hooks.each(kind, call, failure -> failed(failure, null)));
        }
    }

    /** Tells that a handler failed. */
    void failed(Throwable failure, @Nullable String event) {
        var kind = failure instanceof BindingException ? ClientError.Kind.BINDING : ClientError.Kind.HANDLER;
        error(kind, failure, event);
    }

    /** Tells of an error. Any thread. */
    void error(ClientError.Kind kind, Throwable cause, @Nullable String event) {
        var error = new ClientError(kind, cause, Optional.ofNullable(event));
        if (!hooks.any(Kind.ERROR)) {
            log(error);
        } else if (socket.mailbox().running()) {
            tellNow(error);
        } else {
            socket.io().strand().post(() -> socket.mailbox().add(() -> tellNow(error)));
        }
    }

    private void tellNow(ClientError error) {
        this.hooks.<Consumer<Object>>each(
                Kind.ERROR,
                listener -> listener.accept(error),
                // Whoever tells of an error has others to look after.
                failure -> log.warn("an error listener failed", failure));
    }

    private void log(ClientError error) {
        switch (error.kind()) {
            // The server's fault.
            case BINDING, REFUSED, DECODING -> log.debug("{}: {}", socket, error.kind(), error.cause());
            default -> log.warn("{}: {}", socket, error.kind(), error.cause());
        }
    }
}
