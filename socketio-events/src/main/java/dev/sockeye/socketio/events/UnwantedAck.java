package dev.sockeye.socketio.events;

import org.jspecify.annotations.Nullable;

/** Belongs to an event whose sender wants no answer. */
enum UnwantedAck implements Ack {
    INSTANCE;

    @Override
    public boolean wanted() {
        return false;
    }

    @Override
    public void send(@Nullable Object... values) {}

    @Override
    public void send(Args args) {}
}
