package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.Args;
import org.jspecify.annotations.Nullable;

/** Is an event on its way through packet middlewares. Immutable: what changes it returns another one. */
public final class EventPacket {
    private final Socket socket;
    private final String event;
    private final Args args;
    private final boolean ackWanted;

    EventPacket(Socket socket, String event, Args args, boolean ackWanted) {
        this.socket = socket;
        this.event = event;
        this.args = args;
        this.ackWanted = ackWanted;
    }

    /** Returns the socket whose client sent the event. */
    public Socket socket() {
        return socket;
    }

    /** Returns the name of the event. */
    public String event() {
        return event;
    }

    /** Returns the arguments. */
    public Args args() {
        return args;
    }

    /** Tells whether the client waits for an answer. */
    public boolean ackWanted() {
        return ackWanted;
    }

    /**
     * Gives the event another name.
     *
     * @throws IllegalArgumentException if the name is reserved
     */
    public EventPacket withEvent(String name) {
        return new EventPacket(socket, ReservedNames.checkHandler(name), args, ackWanted);
    }

    /** Gives the event other arguments, as they were received. */
    public EventPacket withArgs(Args others) {
        return new EventPacket(socket, event, others, ackWanted);
    }

    /**
     * Gives the event other arguments; an {@link Args} among them stands for all of its values.
     *
     * @throws dev.sockeye.socketio.protocol.ArgumentException if a value can't be encoded
     */
    public EventPacket withArgs(@Nullable Object... values) {
        var encoding = socket.encoding();
        return withArgs(encoding.args(encoding.snapshot(values)));
    }

    /** Describes the event without its name and content, which the client chose. */
    @Override
    public String toString() {
        return "EventPacket[" + args + "]";
    }
}
