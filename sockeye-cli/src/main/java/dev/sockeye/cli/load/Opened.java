package dev.sockeye.cli.load;

import org.jspecify.annotations.Nullable;

/** Is told once how opening a session has ended: one of both is there. */
interface Opened {
    void done(@Nullable Client client, @Nullable Throwable failure);
}
