package dev.sockeye.socketio.events;

import java.util.Arrays;

/**
 * Keeps a socket's event handlers; for Sockeye's own modules. Readers see a snapshot; writers are guarded by this. One flat array of names and
 * handlers: sockets have few, and most memory is spent on idle ones.
 */
public final class Handlers {
    private static final Object[] NONE = {};

    private volatile Object[] namesAndHandlers = NONE;

    /** Is a handler that is removed before its first call. */
    private record Once(EventHandler handler) {}

    /** Adds a handler behind those that are there. */
    public synchronized void add(String event, EventHandler handler, boolean once) {
        var old = namesAndHandlers;
        var changed = Arrays.copyOf(old, old.length + 2);
        changed[old.length] = event;
        changed[old.length + 1] = once ? new Once(handler) : handler;
        namesAndHandlers = changed;
    }

    /** Removes a handler as it was registered: the first one. */
    public synchronized void remove(String event, Object registered) {
        var old = namesAndHandlers;
        for (var i = 0; i < old.length; i += 2) {
            if (old[i].equals(event) && registeredAs(old[i + 1], registered)) {
                namesAndHandlers = without(old, i);
                return;
            }
        }
    }

    /** Removes all handlers of a name. */
    public synchronized void removeAll(String event) {
        for (var i = namesAndHandlers.length - 2; i >= 0; i -= 2) {
            if (namesAndHandlers[i].equals(event)) {
                namesAndHandlers = without(namesAndHandlers, i);
            }
        }
    }

    /**
     * Calls one handler of an event; what it throws must end there.
     *
     * @param <S> the socket
     */
    @FunctionalInterface
    public interface Caller<S> {
        /** Calls a handler. */
        void call(S socket, EventHandler handler, String event, Args args, Ack ack);
    }

    /** Hands each handler of an event, in the order of registration, to a caller. */
    public <S> void call(String event, Args args, Ack ack, S socket, Caller<S> caller) {
        var all = namesAndHandlers;
        for (var i = 0; i < all.length; i += 2) {
            if (!all[i].equals(event)) {
                continue;
            }
            if (all[i + 1] instanceof Once once) {
                if (removeOnce(once)) {
                    caller.call(socket, once.handler, event, args, ack);
                }
            } else {
                caller.call(socket, (EventHandler) all[i + 1], event, args, ack);
            }
        }
    }

    /** Tells whether an event has a handler. */
    public boolean handles(String event) {
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
