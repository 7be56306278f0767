package dev.sockeye.socketio.server.adapter;

/**
 * Takes the receivers of one packet, then hands it to them: encoded once per protocol revision, posted once per lane.
 * Confined to the thread that made it.
 */
public interface Delivery {
    /** Adds a receiver. Adding one twice sends twice. */
    void to(Member receiver);

    /** Sends the packet to the receivers added. Costs nothing where there are none. */
    void send();
}
