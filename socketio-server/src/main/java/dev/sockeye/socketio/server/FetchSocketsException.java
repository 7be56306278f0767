package dev.sockeye.socketio.server;

import java.util.List;

/** Says that not all nodes have told of their sockets in time; knows what came from the others. */
public final class FetchSocketsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<RemoteSocket> sockets;
    private final int missing;

    FetchSocketsException(List<RemoteSocket> sockets, int missing) {
        super("timeout reached: missing " + missing + " responses");
        this.sockets = sockets;
        this.missing = missing;
    }

    /** Returns the sockets of the nodes that have answered, this one included; none where only ids were asked for. */
    public List<RemoteSocket> sockets() {
        return sockets;
    }

    /** Returns how many nodes have not answered. */
    public int missing() {
        return missing;
    }
}
