package dev.sockeye.engineio.client;

import java.util.Optional;

/**
 * Tells how a connection ended.
 *
 * @param reason the official reason
 * @param cause what went wrong, as far as it is known; always there where the connection could not be opened
 */
public record EngineClosed(CloseReason reason, Optional<EngineException> cause) {}
