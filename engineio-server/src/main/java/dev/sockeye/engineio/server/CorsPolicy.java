package dev.sockeye.engineio.server;

/** Decides which foreign origins are served, and what the answers to browsers say of it. Immutable. */
public final class CorsPolicy {
    private CorsPolicy() {}
}
