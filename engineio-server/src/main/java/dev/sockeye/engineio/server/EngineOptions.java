package dev.sockeye.engineio.server;

/** Configures an {@link EngineServer}. Immutable; made by a builder, names and defaults as official. */
public final class EngineOptions {
    private EngineOptions() {}
}
