package dev.sockeye.socketio.server;

/** Says that not all receivers of a broadcast have acknowledged it. */
public final class BroadcastAckException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient BroadcastAcks acks;

    BroadcastAckException(BroadcastAcks acks) {
        super("operation has timed out: " + acks.responses().size() + " of " + acks.expected()
                + " sockets have answered");
        this.acks = acks;
    }

    /** Returns what came. */
    public BroadcastAcks acks() {
        return acks;
    }
}
