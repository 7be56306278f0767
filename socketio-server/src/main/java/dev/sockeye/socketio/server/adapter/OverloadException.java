package dev.sockeye.socketio.server.adapter;

/** Tells that more waits than a limit allows, and that what comes is dropped until there is room again. */
public final class OverloadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OverloadException(String what, int limit) {
        // It says nothing of the one that happened to come first, so a stack would mislead.
        super("more than " + limit + ' ' + what + " wait: dropping", null, false, false);
    }
}
