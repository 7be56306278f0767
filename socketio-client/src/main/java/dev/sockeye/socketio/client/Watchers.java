package dev.sockeye.socketio.client;

import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.events.EventHandler;
import dev.sockeye.socketio.protocol.Arguments;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps who looks at a socket's events whatever their names are. Made when there is the first of them. The lists are
 * immutable; writers are guarded by this.
 */
final class Watchers {
    private final Socket socket;
    private volatile List<EventHandler.Any> incoming = List.of();
    private volatile List<EventHandler.Outgoing> outgoing = List.of();

    // Events sent that the listeners are to be shown: written on the strand, and by who runs handlers.
    private volatile int shown;
    private volatile int seen;
    // Confined to the strand.
    private boolean behind;

    Watchers(Socket socket) {
        this.socket = socket;
    }

    synchronized void addIncoming(EventHandler.Any listener, boolean first) {
        incoming = with(incoming, listener, first);
    }

    synchronized void removeIncoming(EventHandler.@Nullable Any listener) {
        incoming = without(incoming, listener);
    }

    List<EventHandler.Any> incoming() {
        return incoming;
    }

    synchronized void addOutgoing(EventHandler.Outgoing listener, boolean first) {
        outgoing = with(outgoing, listener, first);
    }

    synchronized void removeOutgoing(EventHandler.@Nullable Outgoing listener) {
        outgoing = without(outgoing, listener);
    }

    List<EventHandler.Outgoing> outgoing() {
        return outgoing;
    }

    /** Shows an event of the server. On the handler executor. */
    void received(String event, Args args, Ack ack) {
        var listeners = incoming;
        for (var i = 0; i < listeners.size(); i++) {
            try {
                listeners.get(i).handle(event, args, ack);
            } catch (Throwable e) {
                socket.signals().failed(e, event);
            }
        }
    }

    /** Shows an event that is sent. On the strand. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // The strand is the only one to write it.
    void sent(String event, Arguments arguments) {
        if (outgoing.isEmpty()) {
            return;
        }
        if (shown - seen >= socket.limits().queuedEvents()) {
            fallBehind();
            return;
        }
        behind = false;
        shown++;
        socket.mailbox().add(() -> show(event, arguments));
    }

    private void fallBehind() {
        if (!behind) {
            behind = true;
            var failure = new IllegalStateException("onAnyOutgoing: too slow, events were sent without being shown");
            socket.signals().error(ClientError.Kind.OVERLOAD, failure, null);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Who runs handlers is the only one to write it.
    private void show(String event, Arguments arguments) {
        seen++;
        var args = socket.encoding().args(arguments);
        var listeners = outgoing;
        for (var i = 0; i < listeners.size(); i++) {
            try {
                listeners.get(i).handle(event, args);
            } catch (Throwable e) {
                socket.signals().failed(e, event);
            }
        }
    }

    private static <T> List<T> with(List<T> old, T added, boolean first) {
        var more = new ArrayList<T>(old.size() + 1);
        more.addAll(old);
        more.add(first ? 0 : old.size(), added);
        return List.copyOf(more);
    }

    private static <T> List<T> without(List<T> old, @Nullable T removed) {
        if (removed == null) {
            return List.of();
        }
        var fewer = new ArrayList<>(old);
        fewer.remove(removed);
        return List.copyOf(fewer);
    }
}
