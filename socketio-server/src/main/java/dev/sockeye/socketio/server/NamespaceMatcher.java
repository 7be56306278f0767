package dev.sockeye.socketio.server;

import java.util.concurrent.CompletionStage;

/**
 * Decides whether clients may have a namespace that is not there yet. Runs on the handler executor, and may block where
 * handlers may; what it throws means no, and goes to the error hook.
 */
@FunctionalInterface
public interface NamespaceMatcher {
    /**
     * Tells whether a client may have a namespace.
     *
     * @param name the name that the client asks for, with its leading slash; of protocol 4 without its query
     * @param handshake what the client said, {@link Handshake#auth()} among it; the socket will have the same
     */
    boolean matches(String name, Handshake handshake) throws Exception;

    /** Is a matcher that decides later. */
    @FunctionalInterface
    interface Async {
        /** Returns a stage of the answer; a failed one means no, and its failure goes to the error hook. */
        CompletionStage<Boolean> matches(String name, Handshake handshake) throws Exception;
    }
}
