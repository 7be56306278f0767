package dev.sockeye.socketio.events;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Keeps a socket's event handlers; for Sockeye's own modules. Readers see a snapshot; writers are guarded by this. One flat
 * array of names and handlers: sockets have few, and most memory is spent on idle ones.
 */
public final class Handlers {
    private static final Object[] NONE = {};
    // How many places are added: at least so many, and about half of those that there are.
    private static final int MORE = 4;

    private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(Object[].class);

    // In turn, and empty places at the end: a socket mostly gets one handler after the other. Nothing that is there is
    // replaced; who removes something makes a new array. A handler is stored before its name, so that who sees the name
    // sees both.
    private volatile Object[] namesAndHandlers = NONE;

    /** Is a handler that is removed before its first call. */
    private record Once(EventHandler handler) {}

    /** Adds a handler behind those that are there. */
    public synchronized void add(String event, EventHandler handler, boolean once) {
        var all = namesAndHandlers;
        var end = end(all);
        if (end == all.length) {
            all = Arrays.copyOf(all, end + Math.max(MORE, end / 4 * 2));
        }
        all[end + 1] = once ? new Once(handler) : handler;
        PLACE.setRelease(all, end, event);
        namesAndHandlers = all;
    }

    /** Removes a handler as it was registered: the first one. */
    public synchronized void remove(String event, Object registered) {
        var old = namesAndHandlers;
        var end = end(old);
        for (var i = 0; i < end; i += 2) {
            if (old[i].equals(event) && registeredAs(old[i + 1], registered)) {
                namesAndHandlers = without(old, end, i);
                return;
            }
        }
    }

    /** Removes all handlers of a name. */
    public synchronized void removeAll(String event) {
        var left = namesAndHandlers;
        for (var i = end(left) - 2; i >= 0; i -= 2) {
            if (left[i].equals(event)) {
                left = without(left, end(left), i);
            }
        }
        namesAndHandlers = left;
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
        // Looked up before the first call: what a handler adds is not called for the event at hand.
        var end = end(all);
        for (var i = 0; i < end; i += 2) {
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
        var end = end(all);
        for (var i = 0; i < end; i += 2) {
            if (all[i].equals(event)) {
                return true;
            }
        }
        return false;
    }

    private synchronized boolean removeOnce(Once once) {
        var old = namesAndHandlers;
        var end = end(old);
        for (var i = 0; i < end; i += 2) {
            if (old[i + 1] == once) {
                namesAndHandlers = without(old, end, i);
                return true;
            }
        }
        return false;
    }

    private static boolean registeredAs(Object kept, Object registered) {
        var handler = kept instanceof Once once ? once.handler : kept;
        return handler == registered || (handler instanceof Registered ours && ours.registeredAs(registered));
    }

    /** Returns where the empty places begin. */
    private static int end(Object[] all) {
        var end = 0;
        while (end < all.length && PLACE.getAcquire(all, end) != null) {
            end += 2;
        }
        return end;
    }

    private static Object[] without(Object[] all, int end, int at) {
        if (end == 2) {
            return NONE;
        }
        var fewer = new Object[end - 2];
        System.arraycopy(all, 0, fewer, 0, at);
        System.arraycopy(all, at + 2, fewer, at, fewer.length - at);
        return fewer;
    }
}
