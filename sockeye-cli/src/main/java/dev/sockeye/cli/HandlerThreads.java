package dev.sockeye.cli;

import dev.sockeye.socketio.events.HandlerExecutor;
import java.util.Locale;

/** Lists where handlers can run. */
enum HandlerThreads {
    VIRTUAL,
    POOL,
    IO;

    private static final int POOL_SIZE = 512;

    HandlerExecutor executor() {
        return switch (this) {
            case VIRTUAL -> HandlerExecutor.virtual();
            case POOL -> HandlerExecutor.pool(POOL_SIZE);
            case IO -> HandlerExecutor.io();
        };
    }

    /** Returns the name as it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
