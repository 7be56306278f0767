package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.Request;
import java.util.concurrent.CompletionStage;

/** Sees every request under the engine's path before the engine does: handshakes, polls, upgrades. */
@FunctionalInterface
public interface EngineMiddleware {
    /**
     * Lets a request pass, with headers to add to its answer; or refuses it with {@code Bad request}, by a stage that
     * fails or by throwing. Called on the host's threads and must not block; what takes longer completes the stage
     * later.
     */
    CompletionStage<Headers> handle(Request request);
}
