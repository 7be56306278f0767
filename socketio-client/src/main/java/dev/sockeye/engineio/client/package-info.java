/**
 * Speaks Engine.IO as a client: one connection with its transports, its upgrade and its heartbeat, for revisions 3 and 4.
 * Start at {@link dev.sockeye.engineio.client.EngineClient}.
 */
@NullMarked
package dev.sockeye.engineio.client;

import org.jspecify.annotations.NullMarked;
