package dev.sockeye.socketio.server;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the connected sockets of one connection, each in a namespace of its own, and which namespaces the server took its
 * client off. Confined to the session's lane.
 */
final class Sockets {
    // In the order of joining. Clients are in one namespace, seldom in more: the usual socket is found without a list.
    private @Nullable Socket first;
    private List<Socket> more = List.of();
    private @Nullable LeftNamespaces left;

    /** Returns the one in a namespace. */
    @Nullable
    Socket find(String namespace) {
        if (first == null || first.namespace().name().equals(namespace)) {
            return first;
        }
        for (var i = 0; i < more.size(); i++) {
            var socket = more.get(i);
            if (socket.namespace().name().equals(namespace)) {
                return socket;
            }
        }
        return null;
    }

    boolean contains(Socket socket) {
        return first == socket || more.contains(socket);
    }

    int count() {
        return first == null ? 0 : 1 + more.size();
    }

    /** Returns those that are there now, whatever becomes of them while somebody goes through them. */
    List<Socket> all() {
        var all = new ArrayList<Socket>(count());
        if (first != null) {
            all.add(first);
            all.addAll(more);
        }
        return all;
    }

    /** Tells whether handlers run or answers are awaited. */
    boolean busy() {
        return all().stream().anyMatch(socket -> socket.mailbox().busy() || socket.awaitedAcks() > 0);
    }

    void add(Socket socket) {
        if (first == null) {
            first = socket;
        } else {
            var others = new ArrayList<>(more);
            others.add(socket);
            more = List.copyOf(others);
        }
        forgetLeft(socket.namespace().name());
    }

    /** Removes a socket; tells whether it was there. */
    boolean remove(Socket socket) {
        if (first == socket) {
            first = more.isEmpty() ? null : more.get(0);
            more = more.size() < 2 ? List.of() : List.copyOf(more.subList(1, more.size()));
            return true;
        }
        var others = new ArrayList<>(more);
        var there = others.remove(socket);
        more = List.copyOf(others);
        return there;
    }

    /** Notes that the server took the client off a namespace. */
    void noteLeft(Socket socket) {
        if (left == null) {
            left = new LeftNamespaces(socket.limits().namespacesPerConnection());
        }
        left.add(socket.namespace().name());
    }

    /** Tells whether the client may not know yet that it is off a namespace. */
    boolean hasLeft(String namespace) {
        return left != null && left.contains(namespace);
    }

    /** Takes note that the client knows. */
    void forgetLeft(String namespace) {
        if (left != null) {
            left.remove(namespace);
        }
    }
}
