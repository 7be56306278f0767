package dev.sockeye.socketio.server;

import dev.sockeye.socketio.server.adapter.Adapter;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a socket and the adapter that keeps its rooms: rooms wait here until the socket is connected, and are
 * remembered here while it disconnects. Its own fields are guarded by this.
 */
final class Membership {
    private final Socket socket;

    // Before the connection the rooms to be in, null afterwards; behind the end what disconnecting handlers see.
    private @Nullable Set<String> kept;
    private boolean entered;
    // The adapter has put the socket into these already.
    private @Nullable Set<String> within;

    Membership(Socket socket) {
        this.socket = socket;
    }

    Set<String> rooms() {
        synchronized (this) {
            if (!entered || socket.departure().ended()) {
                return kept == null ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(kept));
            }
        }
        return current();
    }

    CompletionStage<Void> join(Collection<String> rooms) {
        for (var room : rooms) {
            if (room.length() > socket.limits().roomName()) {
                throw new IllegalArgumentException("room: a name of " + room.length() + " characters (expected: up to "
                        + socket.limits().roomName() + ")");
            }
        }
        if (keep(rooms) || socket.departure().ended()) {
            return Adapter.DONE;
        }
        var done = socket.adapter().addAll(socket, rooms);
        if (socket.departure().ended()) {
            // It ended while we joined: whichever of the two comes last finds the rooms and clears them.
            socket.adapter().delAll(socket);
        }
        return done;
    }

    CompletionStage<Void> leave(String room) {
        synchronized (this) {
            if (!entered) {
                if (kept != null) {
                    kept.remove(room);
                }
                return Adapter.DONE;
            }
        }
        return socket.adapter().del(socket, room);
    }

    CompletionStage<Void> leave(Collection<String> rooms) {
        var done = Adapter.DONE;
        for (var room : rooms) {
            var left = leave(room);
            done = done == Adapter.DONE ? left : done.thenCompose(nothing -> left);
        }
        return done;
    }

    CompletionStage<Void> leaveAll() {
        synchronized (this) {
            if (!entered) {
                kept = null;
                return Adapter.DONE;
            }
        }
        // Not all at once, which would be the end of the socket's own room too.
        return leave(socket.adapter().rooms(socket));
    }

    /**
     * Enters the rooms that were joined before the connection, and follows what other threads join and leave meanwhile. On
     * the lane.
     */
    void enter() {
        var inside = within();
        try {
            socket.adapter().addAll(socket, List.of(socket.id()));
            for (var wanted = wanted(inside); wanted != null; wanted = wanted(inside)) {
                for (var room : inside) {
                    if (!wanted.contains(room)) {
                        socket.adapter().del(socket, room);
                    }
                }
                socket.adapter().addAll(socket, wanted);
                inside = wanted;
            }
        } finally {
            synchronized (this) {
                entered = true;
                kept = null;
            }
        }
    }

    /** Returns the rooms that were joined before the connection, for the adapter to put the socket into at once. */
    synchronized Set<String> handOver() {
        within = kept == null ? Set.of() : Set.copyOf(kept);
        return within;
    }

    private synchronized Set<String> within() {
        Set<String> already = within == null ? Set.of() : within;
        within = null;
        return already;
    }

    /** Returns the rooms to be in; null, and lets the adapter have its way from now on, where that is so already. */
    private synchronized @Nullable Set<String> wanted(Set<String> inside) {
        Set<String> now = kept == null ? Set.of() : kept;
        if (now.equals(inside)) {
            entered = true;
            kept = null;
            return null;
        }
        return new LinkedHashSet<>(now);
    }

    /** Leaves all rooms; {@link #rooms()} answers as before until they are forgotten. On the lane, when the end is set. */
    void exit(Set<String> before) {
        synchronized (this) {
            kept = before;
        }
        try {
            socket.adapter().delAll(socket);
        } catch (RuntimeException e) {
            // What else has to end does not depend on it.
            socket.server().errorApart(ServerError.Kind.ADAPTER, e, socket);
        }
    }

    /** Returns the rooms of a socket that ends; its own, where the adapter fails. On the lane. */
    Set<String> last() {
        try {
            return current();
        } catch (RuntimeException e) {
            socket.server().errorApart(ServerError.Kind.ADAPTER, e, socket);
            return Set.of(socket.id());
        }
    }

    /** Returns the rooms as the adapter knows them. */
    Set<String> current() {
        var rooms = new LinkedHashSet<String>();
        rooms.add(socket.id());
        rooms.addAll(socket.adapter().rooms(socket));
        return Collections.unmodifiableSet(rooms);
    }

    synchronized void forget() {
        kept = null;
    }

    private synchronized boolean keep(Collection<String> rooms) {
        if (entered) {
            return false;
        }
        if (kept == null) {
            kept = new LinkedHashSet<>();
        }
        if (kept.size() + rooms.size() > socket.limits().roomsPerSocket()) {
            throw new IllegalStateException(
                    "rooms: too many (expected: up to " + socket.limits().roomsPerSocket() + ")");
        }
        kept.addAll(rooms);
        return true;
    }
}
