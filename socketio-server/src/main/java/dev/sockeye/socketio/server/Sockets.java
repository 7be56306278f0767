package dev.sockeye.socketio.server;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works on the sockets of one connection as immutable lists, of which the usual one has one element and no array. */
final class Sockets {
    private Sockets() {}

    static List<Socket> with(List<Socket> sockets, Socket socket) {
        if (sockets.isEmpty()) {
            return List.of(socket);
        }
        var more = new ArrayList<>(sockets);
        more.add(socket);
        return List.copyOf(more);
    }

    static List<Socket> without(List<Socket> sockets, Socket socket) {
        var fewer = new ArrayList<>(sockets);
        fewer.remove(socket);
        return List.copyOf(fewer);
    }

    /** Returns the one in a namespace. */
    static @Nullable Socket find(List<Socket> sockets, String namespace) {
        for (var i = 0; i < sockets.size(); i++) {
            var socket = sockets.get(i);
            if (socket.namespace().name().equals(namespace)) {
                return socket;
            }
        }
        return null;
    }
}
