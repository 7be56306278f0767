package dev.sockeye.socketio.server;

import java.util.Arrays;

/**
 * Keeps a socket's event handlers. Readers see a snapshot; writers are guarded by this. One flat array of names and
 * handlers: sockets have few, and most memory is spent on idle ones.
 */
final class Handlers {
    private static final Object[] NONE = {};

    private volatile Object[] namesAndHandlers = NONE;

    /** Is a handler that is removed before its first call. */
    private record Once(EventHandler handler) {}

    synchronized void add(String event, EventHandler handler, boolean once) {
        var old = namesAndHandlers;
        var changed = Arrays.copyOf(old, old.length + 2);
        changed[old.length] = event;
        changed[old.length + 1] = once ? new Once(handler) : handler;
        namesAndHandlers = changed;
    }

    synchronized void remove(String event, Object registered) {
        var old = namesAndHandlers;
        for (var i = 0; i < old.length; i += 2) {
            if (old[i].equals(event) && registeredAs(old[i + 1], registered)) {
                namesAndHandlers = without(old, i);
                return;
            }
        }
    }

    synchronized void removeAll(String event) {
        for (var i = namesAndHandlers.length - 2; i >= 0; i -= 2) {
            if (namesAndHandlers[i].equals(event)) {
                namesAndHandlers = without(namesAndHandlers, i);
            }
        }
    }

    /** Hands each handler of an event, in the order of registration, to a socket to be called. */
    void call(String event, Args args, Ack ack, Socket socket) {
        var all = namesAndHandlers;
        for (var i = 0; i < all.length; i += 2) {
            if (!all[i].equals(event)) {
                continue;
            }
            if (all[i + 1] instanceof Once once) {
                if (removeOnce(once)) {
                    socket.call(once.handler, event, args, ack);
                }
            } else {
                socket.call((EventHandler) all[i + 1], event, args, ack);
            }
        }
    }

    boolean handles(String event) {
        var all = namesAndHandlers;
        for (var i = 0; i < all.length; i += 2) {
            if (all[i].equals(event)) {
                return true;
            }
        }
        return false;
    }

    private synchronized boolean removeOnce(Once once) {
        var old = namesAndHandlers;
        for (var i = 1; i < old.length; i += 2) {
            if (old[i] == once) {
                namesAndHandlers = without(old, i - 1);
                return true;
            }
        }
        return false;
    }

    private static boolean registeredAs(Object kept, Object registered) {
        var handler = kept instanceof Once once ? once.handler : kept;
        return handler == registered || (handler instanceof Registered ours && ours.registeredAs(registered));
    }

    private static Object[] without(Object[] all, int at) {
        if (all.length == 2) {
            return NONE;
        }
        var fewer = new Object[all.length - 2];
        System.arraycopy(all, 0, fewer, 0, at);
        System.arraycopy(all, at + 2, fewer, at, fewer.length - at);
        return fewer;
    }
}
