package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.Message;
import org.jspecify.annotations.Nullable;

/** Listens to a session before and after anybody else does, and for an application that never named a listener. */
final class DeafListener implements SessionListener {
    @Override
    public void onMessage(Message message) {}

    @Override
    public void onClose(CloseReason reason, @Nullable String description) {}
}
