package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.HttpHandler;
import org.jspecify.annotations.Nullable;

/**
 * Says who answers preflights, and how. Immutable.
 *
 * @param status the status where the policy answers
 * @param handler who answers instead; null for nobody
 * @param continued whether the policy's headers go with an answer that is left to somebody else
 */
record Preflight(int status, @Nullable HttpHandler handler, boolean continued) {
    static final Preflight DEFAULT = new Preflight(204, null, false);

    Preflight withStatus(int newStatus) {
        return new Preflight(newStatus, handler, continued);
    }

    Preflight withHandler(HttpHandler newHandler) {
        return new Preflight(status, newHandler, continued);
    }

    Preflight withContinue(boolean on) {
        return new Preflight(status, handler, on);
    }

    /** Tells whether somebody else is to answer. */
    boolean leftToOthers() {
        return handler != null || continued;
    }
}
