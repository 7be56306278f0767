package dev.sockeye.socketio.server.adapter;

/** Is a socket of this node as an adapter sees it. Compared by identity. */
public interface Member {
    /** Returns the socket's public id. */
    String id();
}
