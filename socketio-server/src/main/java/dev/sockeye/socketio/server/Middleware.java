package dev.sockeye.socketio.server;

import java.util.concurrent.CompletionStage;

/**
 * Looks at each socket before it is connected to a namespace. Runs on the handler executor, before any handler of the
 * socket; what it emits to the socket, and the rooms it joins, take effect once the socket is connected.
 *
 * <p>Refuses by {@link Next#refuse}, or by throwing a {@link ConnectRefusedException}. Any other exception refuses with a
 * fixed text and goes to the error hook.
 */
@FunctionalInterface
public interface Middleware {
    /** Looks at a socket and sooner or later calls one of the methods of {@code next}. */
    void handle(Socket socket, Next next) throws Exception;

    /** Is a middleware that decides at once: it returns to admit, and throws to refuse. */
    @FunctionalInterface
    interface Check {
        /**
         * Looks at a socket. May block where handlers may.
         *
         * @throws ConnectRefusedException to refuse
         */
        void check(Socket socket) throws Exception;
    }

    /** Is a middleware that decides later. */
    @FunctionalInterface
    interface Async {
        /** Returns a stage: done admits, failed refuses. */
        CompletionStage<?> check(Socket socket) throws Exception;
    }
}
