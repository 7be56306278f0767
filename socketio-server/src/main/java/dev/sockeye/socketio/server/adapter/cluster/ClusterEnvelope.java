package dev.sockeye.socketio.server.adapter.cluster;

/**
 * Is a message with who says it and which namespace it concerns. Immutable.
 *
 * @param uid the sender: 16 hexadecimal digits for an adapter, {@link #EMITTER} for a process without sockets
 * @param namespace the namespace's name; empty where an emitter has not said
 */
public record ClusterEnvelope(ClusterMessage message, String uid, String namespace) {
    /** Is who speaks to nodes without being one. */
    public static final String EMITTER = "emitter";

    /** Puts the message into a namespace. */
    public ClusterEnvelope withNamespace(String name) {
        return new ClusterEnvelope(message, uid, name);
    }
}
