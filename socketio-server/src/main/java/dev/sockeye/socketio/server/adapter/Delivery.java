package dev.sockeye.socketio.server.adapter;

/**
 * Takes the receivers of one packet, then hands it to them: encoded once per protocol revision, posted once per lane.
 * Confined to the thread that made it.
 */
public interface Delivery {
    /** Adds a receiver. Adding one twice sends twice. */
    void to(Member receiver);

    /**
     * Gives the packet its place in what is sent to the receivers added, behind all that was queued before: what keeps an
     * order among broadcasts, since a lock may be held. {@link #send} must follow, outside the lock.
     */
    default void queue() {}

    /** Sends the packet to the receivers added. Costs nothing where there are none. */
    void send();
}
