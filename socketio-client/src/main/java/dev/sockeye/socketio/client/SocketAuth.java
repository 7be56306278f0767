package dev.sockeye.socketio.client;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Chooses what the server is told from the next joining of the namespace on. Any thread. */
public sealed interface SocketAuth permits Socket {
    /** Sets what the server is told; see {@link SocketSettings#auth(Object)}. */
    default Socket auth(Object value) {
        return socket().authBy(new Auth.Value(Objects.requireNonNull(value, "auth")));
    }

    /** Sets who is asked what the server is told; see {@link SocketSettings#auth(Supplier)}. */
    default Socket auth(Supplier<?> supplier) {
        return socket().authBy(new Auth.Supplied(Objects.requireNonNull(supplier, "auth")));
    }

    /** Sets who is asked what the server is told, and may answer later; see {@link SocketSettings#authAsync}. */
    default Socket authAsync(Supplier<? extends CompletionStage<?>> supplier) {
        return socket().authBy(new Auth.Awaited(Objects.requireNonNull(supplier, "authAsync")));
    }

    private Socket socket() {
        return (Socket) this;
    }
}
